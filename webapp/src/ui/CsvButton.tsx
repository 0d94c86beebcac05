import { Button } from '@mantine/core';
import { IconDownload } from './icons.ts';

/** Downloads a list as CSV, with the filters that `href` carries. */
export function CsvButton({ href, label = 'Download CSV' }: { href: string; label?: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden="true" />}
    >
      {label}
    </Button>
  );
}
