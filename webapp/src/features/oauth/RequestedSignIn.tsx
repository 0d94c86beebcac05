import { type ComponentType, type ReactNode, useEffect } from 'react';
import { Anchor, Button } from '@mantine/core';
import { clsx } from 'clsx';
import { wordsOf } from '../../api/problem.ts';
import { signInAsAnother } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { ApplicationLine } from './ApplicationLine.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { useAnswerRequest, useDeny, useRequest, type WaitingRequest } from './useRequest.ts';

interface RequestedSignInProps {
  /** The sign-in itself. */
  signIn: (request: {
    email: string;
    why: string | undefined;
    application: string;
    continueAt: string;
  }) => ReactNode;
  /** Asks whoever is signed in for one more proof. */
  Prove: ComponentType<{
    email: string | undefined;
    why: string;
    onProved: () => void;
    onAnother: () => void;
  }>;
}

/** The sign-in page for somebody whom an application has sent: to what one signs in, and the way back to it. */
export function RequestedSignIn(parts: RequestedSignInProps) {
  const { token, ...looked } = useRequest();
  return (
    <RequestCard {...looked}>
      {(request) => (
        <>
          <ApplicationLine request={request} />
          <Step {...parts} token={token} request={request} />
          <Cancel token={token} name={request.client.name} />
        </>
      )}
    </RequestCard>
  );
}

interface StepProps extends RequestedSignInProps {
  token: string;
  request: WaitingRequest;
}

function Step({ signIn, Prove, token, request }: StepProps) {
  const { step, client, email, loginHint, continueAt } = request;
  const goOn = () => window.location.assign(continueAt);
  const asAnother = () => window.location.assign(signInAsAnother(token));
  if (new URLSearchParams(window.location.search).has('another')) {
    return signIn({ email: '', why: undefined, application: client.name, continueAt });
  }
  switch (step) {
    case 'sign-in':
      return signIn({ email: loginHint ?? '', why: undefined, application: client.name, continueAt });
    case 'confirm':
      return signIn({
        email: email ?? '',
        why: `${client.name} wants you to sign in once more.`,
        application: client.name,
        continueAt,
      });
    case 'factor':
      return (
        <Prove
          email={email}
          why={`${client.name} wants a stronger proof than you have given so far.`}
          onProved={goOn}
          onAnother={asAnother}
        />
      );
    case 'choose':
      return <ChooseAccount token={token} email={email} onAnother={asAnother} />;
    case 'consent':
    case 'done':
      return <Onward to={continueAt} name={client.name} />;
  }
}

/** Nothing is left to do here. */
function Onward({ to, name }: { to: string; name: string }) {
  useEffect(() => window.location.replace(to), [to]);
  return <CardHeader title="Signed in">{`Opening ${name}.`}</CardHeader>;
}

interface ChooseAccountProps {
  token: string;
  email: string | undefined;
  onAnother: () => void;
}

function ChooseAccount({ token, email, onAnother }: ChooseAccountProps) {
  const { approve, error } = useAnswerRequest(token, 'choose');
  return (
    <>
      <CardHeader title="Choose an account" />
      <div className={classes.card}>
        {error ? <ErrorPanel error={wordsOf(error)} focus /> : null}
        <PersonLine email={email} />
        <Button fullWidth loading={approve.pending} onClick={approve.run}>
          Continue with this account
        </Button>
        <Button fullWidth variant="default" disabled={approve.pending} onClick={onAnother}>
          Use another account
        </Button>
      </div>
    </>
  );
}

function Cancel({ token, name }: { token: string; name: string }) {
  const deny = useDeny(token);
  return (
    <div className={classes.cancel}>
      {deny.error ? <ErrorPanel error={wordsOf(deny.error)} focus /> : null}
      <Anchor component="button" type="button" className={clsx(classes.link)} onClick={deny.run}>
        Cancel and go back to {name}
      </Anchor>
    </div>
  );
}
