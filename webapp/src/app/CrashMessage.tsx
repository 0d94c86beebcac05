import { Button, Group, Stack, Title } from '@mantine/core';
import { wordsOf } from '../api/problem.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { paths } from './paths.ts';

/** A page that failed: what happened, and two ways on. */
export function CrashMessage({ error }: { error: unknown }) {
  return (
    <Stack gap="lg" maw={640}>
      <title>Gatehouse</title>
      <Title order={1} size="h2">
        This page did not open
      </Title>
      <ErrorPanel error={wordsOf(error)} />
      <Group gap="sm">
        <Button onClick={() => window.location.reload()}>Reload page</Button>
        <Button variant="default" component="a" href={paths.home}>
          Go to Home
        </Button>
      </Group>
    </Stack>
  );
}
