import { useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { answerCode, answerPasskey, type LoginState, type Way } from '../../api/login.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { MailCode } from './MailCode.tsx';
import { useAnswer } from './useAnswer.ts';
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
          hint="One of those you kept. Each works once."
        />
      );
    case 'pass':
      return (
        <TypedCode
          {...props}
          kind="pass"
          label="Pass"
          hint="Your administrator can give you one. It works once."
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
  const answer = useAnswer(async () => onState(await answerPasskey(trusted)));
  const key = way.kind === 'passkey' ? 'passkey' : 'security key';
  return (
    <FormShell label={`Use a ${key}`} action={`Use my ${key}`} wide {...answer.form} onSubmit={answer.run}>
      <p>Your browser asks for your {key}: touch it, or unlock this device.</p>
      <TrustDevice login={login} checked={trusted} onChange={setTrusted} />
    </FormShell>
  );
}

/** How many digits an authenticator app shows. */
const totpLength = 6;

function Totp({ login, onState }: WayProps) {
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const [trusted, setTrusted] = useState(false);
  const answer = useAnswer(async (given: string) => onState(await answerCode('totp', given, trusted)));
  return (
    <FormShell
      label={wayName('totp')}
      action={login.purpose === 'step-up' ? 'Confirm' : 'Sign in'}
      wide
      {...answer.form}
      error={undefined}
      onSubmit={() => (code.length === totpLength ? answer.run(code) : setShort(true))}
    >
      <CodeInput
        label="Code from your authenticator app"
        length={totpLength}
        autoFocus
        value={code}
        onChange={setCode}
        onComplete={answer.run}
        busy={answer.form.loading}
        error={short && code.length < totpLength ? `Type all ${totpLength} digits.` : answer.fieldError}
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
  const [missing, setMissing] = useState(false);
  const answer = useAnswer(async () => onState(await answerCode(kind, code.trim(), false)));
  return (
    <FormShell
      label={wayName(kind)}
      action="Continue"
      wide
      {...answer.form}
      onSubmit={() => {
        setMissing(code.trim() === '');
        if (code.trim() !== '') {
          answer.run();
        }
      }}
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
        error={missing && code.trim() === '' ? `Type the ${label.toLowerCase()} first.` : undefined}
      />
    </FormShell>
  );
}

function Password({ onState }: WayProps) {
  const [password, setPassword] = useState('');
  const answer = useAnswer(async () =>
    onState(await must(client.POST('/api/v1/login/password', { body: { password } }))),
  );
  return (
    <FormShell label={wayName('password')} action="Continue" wide {...answer.form} onSubmit={answer.run}>
      <PasswordField label="Password" purpose="current" autoFocus value={password} onChange={setPassword} />
    </FormShell>
  );
}
