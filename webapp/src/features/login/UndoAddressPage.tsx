import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { paths } from '../../app/paths.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { cutLink, isWhole, useLinkToken } from './linkToken.ts';
import classes from './login.module.css';
import { useAnswer } from './useAnswer.ts';

/** Takes a change of the recovery address back. Opening the link changes nothing; the button does. */
export function UndoAddressPage() {
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  const undo = useAnswer(async () => {
    await must(client.POST('/api/v1/recovery-address/undo', { body: { token } }));
    setDone(true);
  });
  const toSignIn = (
    <Anchor href={paths.signIn} className={clsx(classes.links)}>
      Go to sign-in
    </Anchor>
  );
  if (done) {
    return (
      <>
        <CardHeader title="The old address holds again">
          If you did not ask for the change, somebody may know your password: sign in and change it.
        </CardHeader>
        <div className={classes.card}>{toSignIn}</div>
      </>
    );
  }
  const title = 'Keep the old recovery address';
  if (!isWhole(token)) {
    return (
      <>
        <CardHeader title={title} />
        <div className={classes.card}>
          <ErrorPanel error={cutLink} />
          {toSignIn}
        </div>
      </>
    );
  }
  return (
    <>
      <CardHeader title={title}>
        The address that can receive your codes was changed. Was it not you? Take it back.
      </CardHeader>
      <FormShell
        label={title}
        action="Take the change back"
        wide
        {...undo.form}
        error={undo.form.error && { kept: 'Nothing was changed.', ...undo.form.error }}
        onSubmit={undo.run}
        secondary={toSignIn}
      >
        {null}
      </FormShell>
    </>
  );
}
