import { useEffect, useRef, useState } from 'react';
import { Anchor, Button, TextInput } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { answerPasskey, type LoginState } from '../../api/login.ts';
import { fieldError, isProblem, wordsOf } from '../../api/problem.ts';
import { autofillSupported, passkeysSupported } from '../../api/webauthn.ts';
import { resetIn } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { IconFingerprint } from '../../ui/icons.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { useAction } from '../../ui/useAction.ts';
import { domainOf, isAddress, linkedDomain, wholeAddress } from './address.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import classes from './login.module.css';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { UpstreamWays } from './UpstreamWays.tsx';
import { useAnswer } from './useAnswer.ts';
import { UserNameForManagers } from './UserNameForManagers.tsx';

interface PasswordStepProps {
  /** The address to begin with. */
  email: string;
  /** Why one stands here again. */
  notice: string | undefined;
  /** Where the sign-in leads. */
  onward: string;
  onState: (login: LoginState) => void;
  /** The address is there and the password comes next. */
  onNamed: () => void;
}

/** Who, and then the password; or a passkey instead of both. */
export function PasswordStep({ email: first, notice, onward, onState, onNamed }: PasswordStepProps) {
  const [email, setEmail] = useState(first);
  const [named, setNamed] = useState(false);
  return named ? (
    <Password email={email} onward={onward} onBack={() => setNamed(false)} onState={onState} />
  ) : (
    <Email
      email={email}
      notice={notice}
      onward={onward}
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
  notice: string | undefined;
  onward: string;
  onEmail: (email: string) => void;
  onNext: () => void;
  onState: (login: LoginState) => void;
}

function Email({ email, notice, onward, onEmail, onNext, onState }: EmailProps) {
  const [missing, setMissing] = useState(false);
  const linked = linkedDomain(window.location.search);
  const stopAutofill = useAutofill(onState);
  const passkey = useAction(async () => {
    stopAutofill();
    onState(await answerPasskey(false));
  });
  const next = () => {
    setMissing(!isAddress(email));
    if (isAddress(email)) {
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
          notice={notice}
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
            error={missing ? wholeAddress : undefined}
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
        {linked === null ? null : <UpstreamWays domain={linked} email="" onward={onward} />}
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
  onward: string;
  onBack: () => void;
  onState: (login: LoginState) => void;
}

function Password({ email, onward, onBack, onState }: PasswordProps) {
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const login = useAnswer(async () =>
    onState(await must(client.POST('/api/v1/login', { body: { email: email.trim(), password } }))),
  );
  const { error } = login;
  useEffect(() => {
    if (error) {
      field.current?.focus();
    }
    if (isProblem(error, 'wrong-credentials')) {
      field.current?.select(); // The next key begins anew.
    }
  }, [error]);
  return (
    <>
      <CardHeader title="Enter your password" />
      <FormShell
        label="Sign in"
        action="Sign in"
        wide
        {...login.form}
        focusError={false}
        onSubmit={() => {
          setMissing(password === '');
          if (password === '') {
            field.current?.focus();
          } else {
            login.run();
          }
        }}
        secondary={
          <Anchor href={resetIn(window.location.search)} className={clsx(classes.links)}>
            I forgot my password
          </Anchor>
        }
      >
        <PersonLine email={email} action="Change" onAction={onBack} />
        <UserNameForManagers value={email} />
        <PasswordField
          label="Password"
          purpose="current"
          inputRef={field}
          autoFocus
          value={password}
          onChange={setPassword}
          error={missing && password === '' ? 'Enter your password.' : fieldError(error, '/password')}
        />
      </FormShell>
      <UpstreamWays domain={domainOf(email)} email={email.trim()} onward={onward} />
    </>
  );
}
