import { useState } from 'react';
import { Button, Checkbox, Stack } from '@mantine/core';
import { CopyLine } from '../../ui/CopyLine.tsx';
import { type Application, kindOf } from './words.ts';

interface SecretOnceProps {
  application: Application;
  onStored: () => void;
}

/** What the application has to be told. A secret is shown this once, and must be stored before the dialog closes. */
export function SecretOnce({ application, onStored }: SecretOnceProps) {
  const { id, secret } = application;
  const [stored, setStored] = useState(false);
  return (
    <Stack gap="lg">
      {secret === undefined ? (
        <p>Give the application these two. {withoutSecret(application)}</p>
      ) : (
        <p>
          <b>Store the secret now.</b> It is shown only this once; if it is lost, you make a new one.
        </p>
      )}
      <Stack gap="md">
        {secret === undefined ? null : <CopyLine label="Secret" text={secret} action="Copy secret" />}
        <CopyLine label="Client ID" text={id} action="Copy client ID" />
        <CopyLine
          label="Address of this server (issuer)"
          text={window.location.origin}
          action="Copy issuer"
        />
      </Stack>
      {secret === undefined ? null : (
        <Checkbox
          label="I have stored it"
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
        />
      )}
      <Button disabled={secret !== undefined && !stored} onClick={onStored}>
        Done
      </Button>
    </Stack>
  );
}

/** What takes the place of a secret. */
function withoutSecret(application: Application): string {
  if (application.authMethod === 'private_key_jwt') {
    return 'It needs no secret: it proves itself by its own key.';
  }
  return kindOf(application) === 'coded'
    ? 'It needs no secret: people let each device in by the code that it shows.'
    : 'It needs no secret: it proves itself anew with each sign-in (PKCE).';
}
