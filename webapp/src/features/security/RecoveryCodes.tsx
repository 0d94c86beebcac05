import { useState } from 'react';
import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { downloadText } from '../../ui/download.ts';
import { IconDownload, IconPrinter } from '../../ui/icons.ts';
import classes from './security.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Recovery codes, shown this once: they must be kept before the page goes on. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack gap="lg">
      <p>
        <b>Keep these recovery codes.</b> Each lets you in once if you lose your authenticator. They are shown
        only now.
      </p>
      <ol className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => downloadText('gatehouse-recovery-codes.txt', `${text}\n`)}
        >
          Download
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          Print
        </Button>
        <CopyButton text={text} label="Copy" />
      </Group>
      <Checkbox
        label="I have kept the codes in a safe place"
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button disabled={!kept} onClick={onKept}>
        Go on
      </Button>
    </Stack>
  );
}
