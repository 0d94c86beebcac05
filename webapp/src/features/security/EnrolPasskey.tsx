import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import type { FactorKind } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { createPasskey } from '../../api/webauthn.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useAction } from '../../ui/useAction.ts';
import type { Enrolled } from './EnrolFactor.tsx';
import { kindAction, kindHelp, kindName } from './kinds.ts';

interface EnrolPasskeyProps {
  kind: Exclude<FactorKind, 'totp'>;
  onEnrolled: (enrolled: Enrolled) => void;
}

/** A name, then the browser asks for the rest. */
export function EnrolPasskey({ kind, onEnrolled }: EnrolPasskeyProps) {
  const [name, setName] = useState('');
  const enrol = useAction(async () => {
    const options = await must(client.POST('/api/v1/factors/passkey/options', { body: { kind } }));
    const credential = await createPasskey(options);
    onEnrolled(
      await must(
        client.POST('/api/v1/factors/passkey', {
          body: {
            challengeId: options.challengeId,
            credential,
            ...(name.trim() ? { name: name.trim() } : {}),
          },
        }),
      ),
    );
  });
  return (
    <FormShell
      label={kindName[kind]}
      action={kindAction[kind]}
      wide
      loading={enrol.pending}
      error={enrol.error ? wordsOf(enrol.error) : undefined}
      onSubmit={enrol.run}
    >
      <p>{kindHelp[kind]}</p>
      <TextInput
        label="Name"
        description="How you tell it from others later, such as “My phone”."
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormShell>
  );
}
