import { useEffect } from 'react';
import { Button } from '@mantine/core';
import { setGates } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { signInAsAnother } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconAppWindow } from '../../ui/icons.ts';
import { PersonLine } from '../../ui/PersonLine.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { ScopeList } from './ScopeList.tsx';
import { useAnswerRequest, useRequest, type WaitingRequest } from './useRequest.ts';
import { useSettled } from './useSettled.ts';
import { Warning } from './Warning.tsx';

/** Asks a person whether an application may have what it asks for. */
export function ConsentPage() {
  const { token, ...looked } = useRequest();
  return (
    <RequestCard {...looked}>
      {(request) => (
        <>
          {request.step === 'consent' ? (
            <Consent token={token} request={request} />
          ) : (
            <Onward to={request.continueAt} name={request.client.name} />
          )}
        </>
      )}
    </RequestCard>
  );
}

/** Something else comes first, or nothing is left to be asked: the server knows where. */
function Onward({ to, name }: { to: string; name: string }) {
  useEffect(() => window.location.replace(to), [to]);
  return <CardHeader title="One moment">{`Opening ${name}.`}</CardHeader>;
}

function Consent({ token, request }: { token: string; request: WaitingRequest }) {
  const { client, scopes, destination, email, continueAt } = request;
  const { approve, deny, error, pending } = useAnswerRequest(token, 'consent', scopes);
  const settled = useSettled();
  useEffect(() => {
    // The session ended while the page stood open: the way begins at the sign-in again, with the same request.
    setGates({ signIn: () => window.location.assign(continueAt) });
    return () => setGates({});
  }, [continueAt]);
  return (
    <>
      <div className={classes.crest} aria-hidden="true">
        <IconAppWindow size={28} />
      </div>
      <CardHeader title={`Allow ${client.name}?`}>
        {client.firstParty
          ? `It is part of ${client.organisation}.`
          : `Registered by ${client.organisation}.`}
      </CardHeader>
      <div className={classes.card}>
        {error ? <ErrorPanel error={wordsOf(error)} focus /> : null}
        <PersonLine
          email={email}
          action="Not you?"
          onAction={() => window.location.assign(signInAsAnother(token))}
        />
        <ScopeList scopes={scopes} of={client.name} />
        {client.firstParty ? null : (
          <Warning>
            <b>Not checked by us.</b> You go on to <b>{destination}</b>. Allow it only if that is where you
            came from.
          </Warning>
        )}
        <div className={classes.answers}>
          <Button variant="default" loading={deny.pending} disabled={pending} onClick={deny.run}>
            Deny
          </Button>
          <Button loading={approve.pending} disabled={pending || !settled} onClick={approve.run}>
            Allow
          </Button>
        </div>
        <p className={classes.foot}>You can take it back at any time under Security.</p>
      </div>
    </>
  );
}
