import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './account.module.css';
import type { PersonProps } from './AccountDrawer.tsx';

/** Issues a pass and shows it; it is gone when the dialog closes. */
export function PassDialog({ organisationId, account, onClose }: PersonProps & { onClose: () => void }) {
  const issue = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts/{accountId}/passes', {
          params: { path: { organisationId, accountId: account.id } },
        }),
      ),
    gcTime: 0, // The pass must not stay in the page's memory longer than it is shown.
  });
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!issue.data}
      title={`Enrolment pass for ${account.name}`}
    >
      {issue.data ? (
        <Stack gap="lg">
          <p>
            <b>Give this pass to {account.name}</b> by voice or in person, not by mail. It is shown only now,
            works once, and ends <RelativeTime at={issue.data.expiresAt} />.
          </p>
          <code className={classes.pass}>{issue.data.pass}</code>
          <Group justify="flex-end" gap="sm">
            <CopyButton text={issue.data.pass} label="Copy pass" />
            <Button onClick={onClose}>Close</Button>
          </Group>
        </Stack>
      ) : (
        <FormShell
          label="Issue enrolment pass"
          action="Issue pass"
          loading={issue.isPending}
          error={issue.error ? wordsOf(issue.error) : undefined}
          onSubmit={issue.mutate}
          onCancel={onClose}
        >
          <p>
            With the password and this pass, {account.name} can sign in once and set up an authenticator. It
            is valid for one hour. The person is told by mail that a pass was issued.
          </p>
        </FormShell>
      )}
    </Modal>
  );
}
