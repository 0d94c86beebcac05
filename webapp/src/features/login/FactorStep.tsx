import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { clsx } from 'clsx';
import type { LoginState, Way } from '../../api/login.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { FactorWay } from './FactorWay.tsx';
import classes from './login.module.css';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { sortedWays, wayName, whyNot } from './ways.ts';

interface FactorStepProps {
  login: LoginState;
  onState: (login: LoginState) => void;
  onRestart: () => void;
}

/** The second step on the card, with the way back to the first. */
export function FactorStep({ login, onState, onRestart }: FactorStepProps) {
  return (
    <>
      <CardHeader title="Is it you?">
        {login.reason ?? 'One more proof, so that a stolen password opens nothing.'}
      </CardHeader>
      <div className={classes.card}>
        <PersonLine
          email={login.email}
          organisation={login.organisation}
          action="Not you?"
          onAction={onRestart}
        />
        <FactorChoice login={login} onState={onState} />
      </div>
    </>
  );
}

/** The best way open, and the other ways as a list below. Also asked before a change that needs a fresh proof. */
export function FactorChoice({ login, onState }: Omit<FactorStepProps, 'onRestart'>) {
  const ways = sortedWays(login);
  const [chosen, setChosen] = useState<Way['kind']>();
  const current =
    ways.find((way) => way.kind === chosen && way.available) ?? ways.find((way) => way.available);
  const others = ways.filter((way) => way !== current);
  return (
    <div className={classes.card}>
      {current ? (
        <FactorWay key={current.kind} way={current} login={login} onState={onState} />
      ) : (
        <p>No way is open right now. Your administrator can give you a pass, which works once.</p>
      )}
      {others.length > 0 ? (
        <div className={classes.others}>
          <h2>Another way</h2>
          {others.map((way) =>
            way.available ? (
              <UnstyledButton
                key={way.kind}
                className={clsx(classes.way)}
                onClick={() => setChosen(way.kind)}
              >
                {wayName(way.kind)}
              </UnstyledButton>
            ) : (
              <p key={way.kind} className={classes.closed}>
                <b>{wayName(way.kind)}</b> is not open. {whyNot(way)}
              </p>
            ),
          )}
        </div>
      ) : null}
    </div>
  );
}
