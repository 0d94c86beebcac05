import { useState } from 'react';
import { client, must } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { fieldError } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { NewPasswordField } from '../../ui/NewPasswordField.tsx';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { useAnswer } from './useAnswer.ts';
import { UserNameForManagers } from './UserNameForManagers.tsx';

interface NewPasswordStepProps {
  login: LoginState;
  onState: (login: LoginState) => void;
  onRestart: () => void;
}

/** Replaces a password in the middle of a sign-in: it expired, or it may be known to others. */
export function NewPasswordStep({ login, onState, onRestart }: NewPasswordStepProps) {
  const [password, setPassword] = useState('');
  const change = useAnswer(async () =>
    onState(await must(client.POST('/api/v1/login/new-password', { body: { newPassword: password } }))),
  );
  return (
    <>
      <CardHeader title="Choose a new password">{login.reason}</CardHeader>
      <FormShell
        label="Choose a new password"
        action="Set password"
        wide
        {...change.form}
        onSubmit={change.run}
      >
        <PersonLine
          email={login.email}
          organisation={login.organisation}
          action="Not you?"
          onAction={onRestart}
        />
        <UserNameForManagers value={login.email ?? ''} />
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
