import { useEffect, useState } from 'react';
import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must, setGates } from '../../api/client.ts';
import { isProblem, wordsOf } from '../../api/problem.ts';
import { deviceWith, paths, signInFor } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { normaliseCode } from '../../ui/code.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { IconCircleCheck, IconDeviceDesktop } from '../../ui/icons.ts';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { useAction } from '../../ui/useAction.ts';
import { codeLength, type Device } from './device.ts';
import { DeviceQuestion } from './DeviceQuestion.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { type Person, useHere } from './useHere.ts';
import { Warning } from './Warning.tsx';

/**
 * Lets a device in that shows a code (RFC 8628). A code in the address is only filled in: looking it up counts as a try, and
 * whoever made the link must not spend the person’s tries, or lead past the question whether the device is theirs.
 */
export function DevicePage() {
  const [code] = useState(() =>
    normaliseCode(
      new URLSearchParams(window.location.search).get('code')?.slice(0, 100) ?? '',
      codeLength,
      'letters',
    ),
  );
  return (
    <RequestCard {...useHere()} title={title}>
      {(person) => (person === null ? <SignInFirst code={code} /> : <Steps person={person} linked={code} />)}
    </RequestCard>
  );
}

const title = 'Sign in a device';

function SignInFirst({ code }: { code: string }) {
  useEffect(() => window.location.replace(signInFor(deviceWith(code))), [code]);
  return <CardHeader title={title}>You sign in here first.</CardHeader>;
}

type Outcome = 'allowed' | 'denied';

function Steps({ person, linked }: { person: Person; linked: string }) {
  const [code, setCode] = useState(linked);
  const [device, setDevice] = useState<Device>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [gone, setGone] = useState(false);
  const asAnother = () => window.location.assign(signInFor(deviceWith(code)));
  useEffect(() => {
    // The session ended while the page stood open: the way begins at the sign-in, with the same code.
    setGates({ signIn: () => window.location.assign(signInFor(deviceWith(code))) });
    return () => setGates({});
  }, [code]);
  if (outcome !== undefined) {
    return <Done outcome={outcome} application={device?.client ?? ''} />;
  }
  if (device) {
    return (
      <DeviceQuestion
        code={code}
        device={device}
        email={person.email}
        onAnother={asAnother}
        onDone={setOutcome}
        onGone={() => {
          setDevice(undefined);
          setGone(true);
        }}
      />
    );
  }
  return (
    <TypeCode
      person={person}
      code={code}
      linked={linked !== '' && code === linked && !gone}
      gone={gone}
      onAnother={asAnother}
      onCode={(next) => {
        setCode(next);
        setGone(false);
      }}
      onDevice={setDevice}
    />
  );
}

interface TypeCodeProps {
  person: Person;
  code: string;
  /** The code came with the link. */
  linked: boolean;
  /** The code was good, and is not any more. */
  gone: boolean;
  onAnother: () => void;
  onCode: (code: string) => void;
  onDevice: (device: Device) => void;
}

function TypeCode({ person, code, linked, gone, onAnother, onCode, onDevice }: TypeCodeProps) {
  const [short, setShort] = useState(false);
  const look = useAction(async (userCode: string) => {
    onDevice(await must(client.POST('/api/v1/oauth/devices/check', { body: { userCode } })));
  });
  return (
    <>
      <CardHeader title={title}>
        {linked ? 'Does your device show this code?' : 'Type the code that your device shows.'}
      </CardHeader>
      <FormShell
        label={title}
        action="Continue"
        wide
        loading={look.pending}
        error={look.error && !isProblem(look.error, 'unknown-user-code') ? wordsOf(look.error) : undefined}
        focusError={false}
        onSubmit={() => (code.length === codeLength ? look.run(code) : setShort(true))}
      >
        <PersonLine {...person} action="Not you?" onAction={onAnother} />
        <CodeInput
          label="Code on your device"
          length={codeLength}
          alphabet="letters"
          group={codeLength / 2}
          autoFocus={!linked}
          value={code}
          onChange={onCode}
          onComplete={look.run}
          busy={look.pending}
          error={codeError(code, short, gone, look.error)}
        />
        <Warning>
          <b>Type only what your own device shows.</b> Has somebody sent you a code, or does somebody read one
          out to you? It would let them in.
        </Warning>
      </FormShell>
    </>
  );
}

function codeError(code: string, short: boolean, gone: boolean, refused: unknown): string | undefined {
  if (isProblem(refused, 'unknown-user-code')) {
    return 'No device shows this code now. Look again: it may show a new one.';
  }
  if (gone) {
    return 'This code is over. Look again: your device may show a new one.';
  }
  return short && code.length < codeLength ? `Type all ${codeLength} letters.` : undefined;
}

function Done({ outcome, application }: { outcome: Outcome; application: string }) {
  const allowed = outcome === 'allowed';
  const Icon = allowed ? IconCircleCheck : IconDeviceDesktop;
  return (
    <>
      <div className={classes.crest} aria-hidden="true">
        <Icon size={28} />
      </div>
      <CardHeader title={allowed ? 'Your device is signed in' : 'The device was turned away'}>
        {allowed
          ? `${application} goes on there in a few seconds. You can close this page.`
          : 'It got nothing. You can close this page.'}
      </CardHeader>
      <div className={classes.card}>
        {allowed ? (
          <Anchor href={paths.security} className={clsx(classes.link)}>
            See what is connected to your account
          </Anchor>
        ) : (
          <Anchor href={paths.device} className={clsx(classes.link)}>
            Type another code
          </Anchor>
        )}
      </div>
    </>
  );
}
