import type { ReactNode } from 'react';
import { Button, Group, Stack } from '@mantine/core';
import { ErrorPanel, type ErrorWords } from './ErrorPanel.tsx';
import { Notice } from './Notice.tsx';

interface FormShellProps {
  /** Names the form for screen readers. */
  label: string;
  onSubmit: () => void;
  /** An answer is awaited. Required, so that no form forgets it. */
  loading: boolean;
  /** Why the last try failed. Required, so that no form forgets it. */
  error: ErrorWords | undefined;
  /** Something to know that is no failure. */
  notice?: ReactNode;
  /** Seconds until it is worth trying again; the button counts them down. */
  wait?: number;
  /** The focus goes to the error, where no field of the form takes it; true unless told. */
  focusError?: boolean;
  /** Verb and object of the button. */
  action: string;
  /** A second way out beside the button, such as Back. */
  secondary?: ReactNode;
  /** Closes the dialog that the form stands in; shown as "Cancel". */
  onCancel?: () => void;
  /** Whether there is enough to go on with; the button waits until then. True unless told. */
  ready?: boolean;
  /** The button takes the whole width, as on the sign-in card. */
  wide?: boolean;
  children: ReactNode;
}

/** A form with its error and its button; what was entered stays when it fails. */
export function FormShell(props: FormShellProps) {
  const { label, onSubmit, loading, error, notice, wait = 0, focusError = true, action } = props;
  const { secondary, onCancel, ready = true, wide = false, children } = props;
  const button = (
    <Button type="submit" loading={loading} disabled={!ready || wait > 0} fullWidth={wide}>
      {wait > 0 ? `Try again in ${wait} s` : action}
    </Button>
  );
  return (
    <form
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!loading && ready && wait === 0) {
          onSubmit();
        }
      }}
    >
      <Stack gap="lg">
        {notice ? <Notice>{notice}</Notice> : null}
        {error ? (
          <ErrorPanel error={{ kept: 'What you entered is still here.', ...error }} focus={focusError} />
        ) : null}
        {children}
        {wide ? (
          <Stack gap="sm">
            {button}
            {secondary}
          </Stack>
        ) : (
          <Group justify="flex-end" gap="sm">
            {onCancel ? (
              <Button variant="default" onClick={onCancel}>
                Cancel
              </Button>
            ) : null}
            {secondary}
            {button}
          </Group>
        )}
      </Stack>
    </form>
  );
}
