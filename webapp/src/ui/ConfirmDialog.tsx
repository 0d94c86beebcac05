import { useState, type ReactNode } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { ErrorPanel, type ErrorWords } from './ErrorPanel.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  /** A question that names the object: "Remove the authenticator Phone?" */
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** Verb and object of the button: "Remove authenticator". */
  action: string;
  onConfirm: () => void;
  loading: boolean;
  error: ErrorWords | undefined;
  /** For what cannot be undone: the name that must be typed first. */
  typeName?: string;
  /** The action destroys something; true unless told. */
  danger?: boolean;
}

/** Asks before something that a toast with Undo cannot take back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, children } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack gap="lg">
        <div>{children}</div>
        <Answer {...props} />
      </Stack>
    </Modal>
  );
}

/** Apart from the dialog, so that what was typed goes when it closes. */
function Answer({ onClose, action, onConfirm, loading, error, typeName, danger = true }: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const ready = typeName === undefined || typed.trim() === typeName;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !loading) {
          onConfirm();
        }
      }}
    >
      <Stack gap="lg">
        {typeName === undefined ? null : (
          <TextInput
            label={`Type ${typeName} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {error ? <ErrorPanel error={error} /> : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color={danger ? 'red' : 'teal'} disabled={!ready} loading={loading}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
