import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { paths } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CardHeader } from './CardHeader.tsx';
import { useLinkToken } from './linkToken.ts';
import classes from './login.module.css';

/** Takes a change of the recovery address back. Opening the link changes nothing; the button does. */
export function UndoAddressPage() {
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  const undo = useAction(async () => {
    await must(client.POST('/api/v1/recovery-address/undo', { body: { token } }));
    setDone(true);
  });
  if (done) {
    return (
      <>
        <CardHeader title="The old address holds again">
          If you did not ask for the change, somebody may know your password: sign in and change it.
        </CardHeader>
        <Anchor href={paths.signIn} className={clsx(classes.links)}>
          Go to sign-in
        </Anchor>
      </>
    );
  }
  return (
    <>
      <CardHeader title="Keep the old recovery address">
        Somebody changed the address that can receive your codes. Was it not you? Take it back.
      </CardHeader>
      <FormShell
        label="Keep the old recovery address"
        action="Take the change back"
        wide
        loading={undo.pending}
        error={undo.error ? wordsOf(undo.error) : undefined}
        onSubmit={undo.run}
      >
        {null}
      </FormShell>
    </>
  );
}
