import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { paths, signInWith } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { LinkStep } from './LinkStep.tsx';
import { forgetPurpose, keptPurpose } from './purpose.ts';

export function ResetPassword() {
  const [done, setDone] = useState(false);
  return done ? (
    <Done />
  ) : (
    <LinkStep
      title="Choose a new password"
      lead={(info) => `For your account at ${info.organisation}. Your other sessions end.`}
      action="Set password"
      check={(token) => must(client.POST('/api/v1/login/reset/check', { body: { token } }))}
      complete={async (token, newPassword) => {
        await must(client.POST('/api/v1/login/reset/complete', { body: { token, newPassword } }));
        setDone(true);
      }}
    />
  );
}

function Done() {
  const onward = useOnward();
  return (
    <>
      <CardHeader title="The new password holds">
        Your other sessions have ended. Your authenticators are as they were.
      </CardHeader>
      <Button component="a" href={onward.to} fullWidth>
        {onward.application === undefined ? 'Go to sign-in' : `Go on to ${onward.application}`}
      </Button>
    </>
  );
}

interface Onward {
  to: string;
  /** To which application one was signing in when the password was missing. */
  application?: string;
}

/** The sign-in, with what it was for if that still waits. */
function useOnward(): Onward {
  const [purpose] = useState(keptPurpose);
  const token = new URLSearchParams(purpose).get('request');
  const [onward, setOnward] = useState<Onward>({
    to: token === null ? signInWith(purpose) : paths.signIn,
  });
  useEffect(() => {
    forgetPurpose();
    if (token === null) {
      return;
    }
    void client.POST('/api/v1/oauth/requests/check', { body: { token } }).then(
      ({ data }) =>
        data ? setOnward({ to: signInWith(purpose), application: data.client.name }) : undefined,
      () => undefined, // Without an answer: what can be had without the application.
    );
  }, [purpose, token]);
  return onward;
}
