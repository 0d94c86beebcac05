import { useState } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { paths } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { LinkStep } from './LinkStep.tsx';

export function ResetPassword() {
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <>
        <CardHeader title="The new password holds">
          Your other sessions have ended. Your authenticators are as they were.
        </CardHeader>
        <Button component="a" href={paths.signIn} fullWidth>
          Go to sign-in
        </Button>
      </>
    );
  }
  return (
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
