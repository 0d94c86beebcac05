import { useState } from 'react';
import { client, must } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { NewPasswordField } from '../../ui/NewPasswordField.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CardHeader } from './CardHeader.tsx';

interface NewPasswordStepProps {
  login: LoginState;
  onState: (login: LoginState) => void;
}

/** Replaces a password in the middle of a sign-in: it expired, or it may be known to others. */
export function NewPasswordStep({ login, onState }: NewPasswordStepProps) {
  const [password, setPassword] = useState('');
  const change = useAction(async () =>
    onState(await must(client.POST('/api/v1/login/new-password', { body: { newPassword: password } }))),
  );
  return (
    <>
      <CardHeader title="Choose a new password">{login.reason}</CardHeader>
      <FormShell
        label="Choose a new password"
        action="Set password"
        wide
        loading={change.pending}
        error={change.error ? wordsOf(change.error) : undefined}
        onSubmit={change.run}
      >
        <NewPasswordField
          autoFocus
          value={password}
          onChange={setPassword}
          error={fieldError(change.error, '/newPassword')}
          minLength={login.passwordMinLength ?? 8}
          own={[login.email, login.name, login.organisation].filter((word) => word !== undefined)}
        />
      </FormShell>
    </>
  );
}
