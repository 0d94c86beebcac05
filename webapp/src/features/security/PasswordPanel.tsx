import { useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, isProblem, wordsOf } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { paths } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { NewPasswordField } from '../../ui/NewPasswordField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { showToast } from '../../ui/toasts.ts';

/** How old the password is, and how to change it. */
export function PasswordPanel() {
  const { passwordChangedAt, passwordExpiresAt } = useSession().policy;
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title="Password"
      lead={
        <>
          {passwordChangedAt ? (
            <>
              Last changed <RelativeTime at={passwordChangedAt} />.
            </>
          ) : (
            'You have none: you sign in with a passkey. To choose one, have a link mailed to you.'
          )}
          {passwordExpiresAt ? (
            <>
              {' '}
              Your organisation asks for a new one <RelativeTime at={passwordExpiresAt} />.
            </>
          ) : null}
        </>
      }
      actions={
        passwordChangedAt ? (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change password
          </Button>
        ) : (
          <Button variant="default" component="a" href={paths.reset}>
            Ask for a link
          </Button>
        )
      }
    >
      <Modal opened={changing} onClose={() => setChanging(false)} title="Change password">
        <PasswordForm onClose={() => setChanging(false)} />
      </Modal>
    </Panel>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const { account, organisation, policy } = useSession();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: () => must(client.PUT('/api/v1/password', { body: { currentPassword, newPassword } })),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast('Password changed. Your other sessions have ended.');
      onClose();
    },
  });
  const wrongCurrent = isProblem(change.error, 'wrong-password');
  return (
    <FormShell
      label="Change password"
      action="Change password"
      loading={change.isPending}
      error={change.error && !wrongCurrent ? wordsOf(change.error) : undefined}
      onSubmit={change.mutate}
    >
      <PasswordField
        label="Current password"
        purpose="current"
        value={currentPassword}
        onChange={setCurrent}
        error={wrongCurrent ? wordsOf(change.error).what : undefined}
      />
      <NewPasswordField
        value={newPassword}
        onChange={setNew}
        error={fieldError(change.error, '/newPassword')}
        minLength={policy.passwordMinLength}
        own={[account.name, ...account.addresses, organisation.name]}
      />
    </FormShell>
  );
}
