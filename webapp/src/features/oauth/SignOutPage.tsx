import { useCallback, useEffect } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { isProblem, wordsOf } from '../../api/problem.ts';
import { paths } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PersonLine } from '../../ui/PersonLine.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { useHere } from './useHere.ts';
import { useLeaving, useWaiting } from './useRequest.ts';

const title = 'Sign out?';

/** Asks whether somebody is to be signed out here, at the wish of an application or of a link. */
export function SignOutPage() {
  return new URLSearchParams(window.location.search).has('request') ? <Wished /> : <Plain />;
}

/** The server knows whose wish it is, and where the browser goes afterwards. */
function Wished() {
  const { token, ...looked } = useWaiting((token) =>
    must(client.POST('/api/v1/oauth/logouts/check', { body: { token } })),
  );
  const signOut = useLeaving(() => must(client.POST('/api/v1/oauth/logouts/confirm', { body: { token } })));
  if (isProblem(looked.error, 'request-gone') || isProblem(signOut.error, 'request-gone')) {
    return <Plain />; // What was wished can still be done, only the way back to the application is lost.
  }
  return (
    <RequestCard {...looked} title={title}>
      {({ client: application, email, continueAt }) =>
        email === undefined ? (
          <Onward to={continueAt} />
        ) : (
          <Question wish={`${application} wants you signed out here, too.`} email={email} {...signOut} />
        )
      }
    </RequestCard>
  );
}

/** Nobody knows who wishes it, so nothing but the person’s own word counts. */
function Plain() {
  const here = useHere();
  const signOut = useLeaving(async () => {
    await must(client.DELETE('/api/v1/session'));
    return { continueAt: paths.signedOut };
  });
  return (
    <RequestCard {...here} title={title}>
      {(person) =>
        person === null ? (
          <Onward to={paths.signedOut} />
        ) : (
          <Question wish="You will have to sign in again at this browser." {...person} {...signOut} />
        )
      }
    </RequestCard>
  );
}

function Onward({ to }: { to: string }) {
  useEffect(() => window.location.replace(to), [to]);
  return <CardHeader title="You are signed out">One moment.</CardHeader>;
}

interface QuestionProps {
  wish: string;
  email: string | undefined;
  organisation?: string | undefined;
  run: () => void;
  pending: boolean;
  error: unknown;
}

function Question({ wish, email, organisation, run, pending, error }: QuestionProps) {
  const stay = useCallback(() => window.location.assign(paths.home), []);
  return (
    <>
      <CardHeader title={title}>{wish}</CardHeader>
      <div className={classes.card}>
        {error ? <ErrorPanel error={wordsOf(error)} focus /> : null}
        <PersonLine email={email} organisation={organisation} />
        <p>
          Applications that you use with this account may sign you out as well. What you did there is kept.
        </p>
        <div className={classes.answers}>
          <Button variant="default" disabled={pending} onClick={stay}>
            Stay signed in
          </Button>
          <Button loading={pending} onClick={run}>
            Sign out
          </Button>
        </div>
      </div>
    </>
  );
}
