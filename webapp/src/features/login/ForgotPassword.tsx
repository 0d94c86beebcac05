import { useState } from 'react';
import { Anchor, TextInput } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { signInWith } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { isAddress, wholeAddress } from './address.ts';
import classes from './login.module.css';
import { keepPurpose } from './purpose.ts';
import { useAnswer } from './useAnswer.ts';

export function ForgotPassword() {
  const [email, setEmail] = useState('');
  const [missing, setMissing] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  const request = useAnswer(async () => {
    await must(client.POST('/api/v1/login/reset', { body: { email: email.trim() } }));
    keepPurpose(window.location.search);
    setSentTo(email.trim());
  });
  const back = (
    <Anchor href={signInWith(window.location.search)} className={clsx(classes.links)}>
      Back to sign-in
    </Anchor>
  );
  if (sentTo !== undefined) {
    return (
      <>
        <CardHeader title="Look into your mailbox">
          If {sentTo} is known here, a link to choose a new password is on its way. It works once.
        </CardHeader>
        <div className={classes.card}>
          <p>
            Nothing there after a few minutes? Look into the spam folder, or ask your administrator to send
            the link.
          </p>
          {back}
        </div>
      </>
    );
  }
  return (
    <>
      <CardHeader title="Forgotten password">
        We mail you a link to choose a new one. Your authenticators stay as they are.
      </CardHeader>
      <FormShell
        label="Forgotten password"
        action="Mail me a link"
        wide
        {...request.form}
        onSubmit={() => {
          setMissing(!isAddress(email));
          if (isAddress(email)) {
            request.run();
          }
        }}
        secondary={back}
      >
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={missing ? wholeAddress : undefined}
        />
      </FormShell>
    </>
  );
}
