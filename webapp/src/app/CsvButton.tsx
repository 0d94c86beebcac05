import { Button, Group } from '@mantine/core';
import { fetchFile } from '../api/file.ts';
import { wordsOf } from '../api/problem.ts';
import { saveBlob } from '../ui/download.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { IconDownload } from '../ui/icons.ts';
import { useAction } from '../ui/useAction.ts';

/** Downloads a list as CSV, with the filters that `href` carries; says so when the server refuses. */
export function CsvButton({ href, label = 'Download CSV' }: { href: string; label?: string }) {
  const { run, pending, error } = useAction(async () => {
    const { name, blob } = await fetchFile(href);
    saveBlob(name, blob);
  });
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        loading={pending}
        onClick={() => run()}
      >
        {label}
      </Button>
      {error === undefined ? null : <ErrorPanel error={wordsOf(error)} />}
    </Group>
  );
}
