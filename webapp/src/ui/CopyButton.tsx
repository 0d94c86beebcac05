import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from './icons.ts';
import { useCopy } from './useCopy.ts';

interface CopyButtonProps {
  text: string;
  /** Verb and object, such as "Copy secret". */
  label: string;
}

/** Copies a text and says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { copied, copy } = useCopy();
  return (
    <Button
      variant="default"
      leftSection={
        copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
      }
      onClick={() => void copy(text)}
    >
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
