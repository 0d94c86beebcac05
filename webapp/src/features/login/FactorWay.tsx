import { useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { answerCode, answerPasskey, type LoginState, type Way } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { useAction } from '../../ui/useAction.ts';
import { MailCode } from './MailCode.tsx';
import { wayName } from './ways.ts';

export interface WayProps {
  way: Way;
  login: LoginState;
  onState: (login: LoginState) => void;
}

/** The form of one way to prove who one is. */
export function FactorWay(props: WayProps) {
  switch (props.way.kind) {
    case 'passkey':
    case 'security-key':
      return <Passkey {...props} />;
    case 'totp':
      return <Totp {...props} />;
    case 'mail-code':
      return <MailCode {...props} />;
    case 'recovery-code':
      return (
        <TypedCode
          {...props}
          kind="recovery-code"
          label="Recovery code"
          hint="One of the ten you kept. Each works once."
        />
      );
    case 'pass':
      return (
        <TypedCode
          {...props}
          kind="pass"
          label="Pass"
          hint="Your administrator gave it to you. It works once."
        />
      );
    case 'password':
      return <Password {...props} />;
  }
}

interface TrustDeviceProps {
  login: LoginState;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Offered only where the policy allows it. */
export function TrustDevice({ login, checked, onChange }: TrustDeviceProps) {
  return login.trustDeviceDays ? (
    <Checkbox
      label={`Do not ask on this device for ${login.trustDeviceDays} days`}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  ) : null;
}

function Passkey({ way, login, onState }: WayProps) {
  const [trusted, setTrusted] = useState(false);
  const answer = useAction(async () => onState(await answerPasskey(trusted)));
  const key = way.kind === 'passkey' ? 'passkey' : 'security key';
  return (
    <FormShell
      label={`Use a ${key}`}
      action={`Use my ${key}`}
      wide
      loading={answer.pending}
      error={answer.error ? wordsOf(answer.error) : undefined}
      onSubmit={answer.run}
    >
      <p>Your browser asks for your {key}: touch it, or unlock this device.</p>
      <TrustDevice login={login} checked={trusted} onChange={setTrusted} />
    </FormShell>
  );
}

function Totp({ login, onState }: WayProps) {
  const [code, setCode] = useState('');
  const [trusted, setTrusted] = useState(false);
  const answer = useAction(async (given: string) => onState(await answerCode('totp', given, trusted)));
  const words = answer.error ? wordsOf(answer.error) : undefined;
  return (
    <FormShell
      label={wayName('totp')}
      action={login.purpose === 'step-up' ? 'Confirm' : 'Sign in'}
      wide
      loading={answer.pending}
      error={undefined}
      onSubmit={() => answer.run(code)}
    >
      <CodeInput
        label="Code from your authenticator app"
        length={6}
        autoFocus
        value={code}
        onChange={setCode}
        onComplete={answer.run}
        busy={answer.pending}
        error={words && [words.what, words.todo].filter(Boolean).join(' ')}
        hint="A new one appears every 30 seconds."
      />
      <TrustDevice login={login} checked={trusted} onChange={setTrusted} />
    </FormShell>
  );
}

interface TypedCodeProps extends WayProps {
  kind: 'recovery-code' | 'pass';
  label: string;
  hint: string;
}

function TypedCode({ kind, label, hint, onState }: TypedCodeProps) {
  const [code, setCode] = useState('');
  const answer = useAction(async () => onState(await answerCode(kind, code.trim(), false)));
  return (
    <FormShell
      label={wayName(kind)}
      action="Continue"
      wide
      loading={answer.pending}
      error={answer.error ? wordsOf(answer.error) : undefined}
      onSubmit={answer.run}
    >
      <TextInput
        label={label}
        description={hint}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </FormShell>
  );
}

function Password({ onState }: WayProps) {
  const [password, setPassword] = useState('');
  const answer = useAction(async () =>
    onState(await must(client.POST('/api/v1/login/password', { body: { password } }))),
  );
  return (
    <FormShell
      label={wayName('password')}
      action="Continue"
      wide
      loading={answer.pending}
      error={answer.error ? wordsOf(answer.error) : undefined}
      onSubmit={answer.run}
    >
      <PasswordField label="Password" purpose="current" autoFocus value={password} onChange={setPassword} />
    </FormShell>
  );
}
