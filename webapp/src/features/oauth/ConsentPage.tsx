import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { setGates } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { scopeWords } from '../../api/scopes.ts';
import { signInAsAnother } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconAlertTriangle, IconAppWindow, IconCheck } from '../../ui/icons.ts';
import { PersonLine } from '../../ui/PersonLine.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { useAnswerRequest, useRequest, type WaitingRequest } from './useRequest.ts';

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
  const { approve, deny, error, pending } = useAnswerRequest(token, 'consent');
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
        <div>
          <h2 className={classes.subhead}>It will be able to</h2>
          <ul className={classes.scopes} aria-label={`What ${client.name} will be able to do`}>
            {scopeWords(scopes).map((sentence) => (
              <li key={sentence}>
                <IconCheck size={18} aria-hidden="true" />
                {sentence}
              </li>
            ))}
          </ul>
        </div>
        {client.firstParty ? null : (
          <p className={classes.unchecked}>
            <IconAlertTriangle size={18} aria-hidden="true" />
            <span>
              <b>Not checked by us.</b> You go on to <b>{destination}</b>. Allow it only if that is where you
              came from.
            </span>
          </p>
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

/** How long the question must have been in front before it can be allowed, in milliseconds. */
const settleMs = 500;

/**
 * False until the page has been in front for a moment: a page that lures somebody into clicking twice, and lays this one under the
 * second click, gets nothing.
 */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer = window.setTimeout(() => setSettled(true), settleMs);
    const begin = () => {
      window.clearTimeout(timer);
      setSettled(false);
      timer = window.setTimeout(() => setSettled(true), settleMs);
    };
    window.addEventListener('focus', begin);
    document.addEventListener('visibilitychange', begin);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('focus', begin);
      document.removeEventListener('visibilitychange', begin);
    };
  }, []);
  return settled;
}
