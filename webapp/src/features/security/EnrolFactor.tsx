import { useState } from 'react';
import { Button, Stack } from '@mantine/core';
import type { FactorKind } from '../../api/login.ts';
import type { components } from '../../api/schema.d.ts';
import { passkeysSupported } from '../../api/webauthn.ts';
import { EnrolPasskey } from './EnrolPasskey.tsx';
import { EnrolTotp } from './EnrolTotp.tsx';
import { kindAction, kindHelp, kindOrder } from './kinds.ts';
import classes from './security.module.css';
import { RecoveryCodes } from './RecoveryCodes.tsx';

export type Enrolled = components['responses']['Enrolled']['content']['application/json'];

interface EnrolFactorProps {
  /** What the policy allows. */
  kinds: readonly FactorKind[];
  /** Told when an authenticator is enrolled and its recovery codes are kept. */
  onEnrolled: () => void;
}

/** Sets up an authenticator: which kind, then the kind's own steps, then the recovery codes that come with the first. */
export function EnrolFactor({ kinds, onEnrolled }: EnrolFactorProps) {
  const usable = kindOrder.filter((kind) => kinds.includes(kind) && (kind === 'totp' || passkeysSupported()));
  const [chosen, setChosen] = useState<FactorKind>();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const kind = chosen ?? (usable.length === 1 ? usable[0] : undefined);

  const finish = (result: Enrolled) => {
    if (result.recoveryCodes) {
      setEnrolled(result);
    } else {
      onEnrolled();
    }
  };
  if (enrolled?.recoveryCodes) {
    return <RecoveryCodes codes={enrolled.recoveryCodes} onKept={onEnrolled} />;
  }
  if (kind === undefined) {
    return (
      <Stack gap="md">
        {usable.map((one) => (
          <button key={one} type="button" className={classes.choice} onClick={() => setChosen(one)}>
            <b>{kindAction[one]}</b>
            <span>{kindHelp[one]}</span>
          </button>
        ))}
        {usable.length === 0 ? (
          <p>This browser cannot use what your organisation allows. Open Gatehouse in a newer browser.</p>
        ) : null}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {kind === 'totp' ? <EnrolTotp onEnrolled={finish} /> : <EnrolPasskey kind={kind} onEnrolled={finish} />}
      {usable.length > 1 ? (
        <Button variant="subtle" onClick={() => setChosen(undefined)}>
          Choose another kind
        </Button>
      ) : null}
    </Stack>
  );
}
