import type { ComponentType } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import type { FactorKind, LoginState } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import classes from './login.module.css';
import { PersonLine } from '../../ui/PersonLine.tsx';

export interface EnrolProps {
  /** What the policy allows. */
  kinds: readonly FactorKind[];
  /** Told when an authenticator is enrolled and its recovery codes are kept. */
  onEnrolled: () => void;
}

interface EnrolStepProps {
  login: LoginState;
  onState: (login: LoginState) => void;
  onRestart: () => void;
  Enrol: ComponentType<EnrolProps>;
}

/** The policy asks for an authenticator before anything opens. */
export function EnrolStep({ login, onState, onRestart, Enrol }: EnrolStepProps) {
  const goOn = useAction(async () => onState(await must(client.POST('/api/v1/login/continue'))));
  return (
    <>
      <CardHeader title="Set up an authenticator">
        {login.reason ?? 'Your organisation asks for one before anything opens.'}
      </CardHeader>
      <div className={classes.card}>
        <PersonLine
          email={login.email}
          organisation={login.organisation}
          action="Not you?"
          onAction={onRestart}
        />
        {goOn.error ? (
          <ErrorPanel
            error={wordsOf(goOn.error)}
            action={
              <Button variant="default" loading={goOn.pending} onClick={goOn.run}>
                Go on
              </Button>
            }
          />
        ) : null}
        <Enrol kinds={login.enrolment?.kinds ?? []} onEnrolled={goOn.run} />
      </div>
    </>
  );
}
