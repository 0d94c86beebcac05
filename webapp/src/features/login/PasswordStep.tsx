import { useEffect, useRef, useState } from 'react';
import { Anchor, Button, TextInput, UnstyledButton } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { answerPasskey, type LoginState } from '../../api/login.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { autofillSupported, passkeysSupported } from '../../api/webauthn.ts';
import { paths } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { IconFingerprint } from '../../ui/icons.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CardHeader } from './CardHeader.tsx';
import classes from './login.module.css';
import { UserNameForManagers } from './UserNameForManagers.tsx';

interface PasswordStepProps {
  onState: (login: LoginState) => void;
  /** The address is there and the password comes next. */
  onNamed: () => void;
}

/** Who, and then the password; or a passkey instead of both. */
export function PasswordStep({ onState, onNamed }: PasswordStepProps) {
  const [email, setEmail] = useState('');
  const [named, setNamed] = useState(false);
  return named ? (
    <Password email={email} onBack={() => setNamed(false)} onState={onState} />
  ) : (
    <Email
      email={email}
      onEmail={setEmail}
      onNext={() => {
        setNamed(true);
        onNamed();
      }}
      onState={onState}
    />
  );
}

interface EmailProps {
  email: string;
  onEmail: (email: string) => void;
  onNext: () => void;
  onState: (login: LoginState) => void;
}

function Email({ email, onEmail, onNext, onState }: EmailProps) {
  const [missing, setMissing] = useState(false);
  const stopAutofill = useAutofill(onState);
  const passkey = useAction(async () => {
    stopAutofill();
    onState(await answerPasskey(false));
  });
  const next = () => {
    const looksRight = /^[^\s@]+@[^\s@]+$/.test(email.trim());
    setMissing(!looksRight);
    if (looksRight) {
      onNext();
    }
  };
  return (
    <>
      <CardHeader title="Sign in" />
      <div className={classes.card}>
        <FormShell
          label="Sign in"
          action="Continue"
          wide
          loading={false}
          error={passkey.error ? wordsOf(passkey.error) : undefined}
          onSubmit={next}
        >
          <TextInput
            label="E-mail address"
            type="email"
            name="username"
            autoComplete="username webauthn"
            autoFocus
            value={email}
            onChange={(event) => onEmail(event.currentTarget.value)}
            error={missing ? 'Enter the whole address, such as ann@acme.example.' : undefined}
          />
        </FormShell>
        {passkeysSupported() ? (
          <>
            <span className={classes.or}>or</span>
            <Button
              variant="default"
              fullWidth
              leftSection={<IconFingerprint size={18} aria-hidden="true" />}
              loading={passkey.pending}
              onClick={() => passkey.run()}
            >
              Sign in with a passkey
            </Button>
          </>
        ) : null}
      </div>
    </>
  );
}

/** Offers passkeys in the suggestions of the address field; returns what ends the offer. */
function useAutofill(onState: (login: LoginState) => void): () => void {
  const offer = useRef<AbortController>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    offer.current = controller;
    const wait = async () => {
      if (await autofillSupported()) {
        onState(await answerPasskey(false, controller.signal));
      }
    };
    wait().catch(() => undefined); // Only an offer: who wants a passkey and gets none presses the button.
    return () => controller.abort();
  }, [onState]);
  return () => offer.current?.abort();
}

interface PasswordProps {
  email: string;
  onBack: () => void;
  onState: (login: LoginState) => void;
}

function Password({ email, onBack, onState }: PasswordProps) {
  const [password, setPassword] = useState('');
  const login = useAction(async () => {
    onState(await must(client.POST('/api/v1/login', { body: { email: email.trim(), password } })));
  });
  return (
    <>
      <CardHeader title="Enter your password" />
      <FormShell
        label="Sign in"
        action="Sign in"
        wide
        loading={login.pending}
        error={login.error ? wordsOf(login.error) : undefined}
        onSubmit={login.run}
        secondary={
          <Anchor href={paths.reset} className={clsx(classes.links)}>
            I forgot my password
          </Anchor>
        }
      >
        <div className={classes.person}>
          <span>{email}</span>
          <UnstyledButton onClick={onBack}>Change</UnstyledButton>
        </div>
        <UserNameForManagers value={email} />
        <PasswordField
          label="Password"
          purpose="current"
          autoFocus
          value={password}
          onChange={setPassword}
          error={fieldError(login.error, '/password')}
        />
      </FormShell>
    </>
  );
}
