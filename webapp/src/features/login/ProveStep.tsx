import { useEffect, useState } from 'react';
import { client, must, setGates } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useAction } from '../../ui/useAction.ts';
import { FactorChoice } from './FactorStep.tsx';
import classes from './login.module.css';

export interface ProveProps {
  email: string | undefined;
  /** Why somebody who is signed in is asked. */
  why: string;
  onProved: () => void;
  onAnother: () => void;
}

/** One more proof by the person who is signed in, on the card. */
export function ProveStep({ email, why, onProved, onAnother }: ProveProps) {
  const [login, setLogin] = useState<LoginState>();
  const take = (next: LoginState) => (next.step === 'done' ? onProved() : setLogin(next));
  const begin = useAction(async () =>
    take(await must(client.POST('/api/v1/login/step-up', { body: { action: 'manage' } }))),
  );
  const { run } = begin;
  useEffect(() => {
    run();
    // A question that ran out is put again.
    setGates({ loginRefused: () => run() });
    return () => setGates({});
  }, [run]);
  return (
    <>
      <CardHeader title="Is it you?">{why}</CardHeader>
      <div className={classes.card}>
        <PersonLine email={email} action="Not you?" onAction={onAnother} />
        {begin.error ? <ErrorPanel error={wordsOf(begin.error)} /> : null}
        {login ? <FactorChoice login={login} onState={take} /> : null}
        {!login && !begin.error ? <Skeleton lines={3} label="question" /> : null}
      </div>
    </>
  );
}
