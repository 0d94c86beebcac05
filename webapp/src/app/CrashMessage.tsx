import { Button, Group } from '@mantine/core';
import { wordsOf } from '../api/problem.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import classes from './CrashMessage.module.css';
import { paths } from './paths.ts';

/** A page that failed: what happened, and two ways on. */
export function CrashMessage({ error }: { error: unknown }) {
  return (
    <div className={classes.crash}>
      <ErrorPanel
        error={wordsOf(error)}
        action={
          <Group gap="sm">
            <Button variant="default" onClick={() => window.location.reload()}>
              Reload page
            </Button>
            <Button variant="default" component="a" href={paths.home}>
              Go to Home
            </Button>
          </Group>
        }
      />
    </div>
  );
}
