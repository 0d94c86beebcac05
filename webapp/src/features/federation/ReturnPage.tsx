import { useEffect, useRef, useState } from 'react';
import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { isProblem, wordsOf } from '../../api/problem.ts';
import { type Trip, tripOf } from '../../api/upstream.ts';
import { paths, signInFor } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import classes from './federation.module.css';
import { Trial, type TrialResult } from './Trial.tsx';

interface Answer {
  providerId: string;
  state: string;
  code?: string;
  iss?: string;
  error?: string;
}

/** Where a browser comes back to from an identity provider: hands over what it has brought, and goes on. */
export function ReturnPage() {
  const { trip, error, result } = useArrival();
  if (error !== undefined) {
    return <NotSignedIn trip={trip} error={error} />;
  }
  return result && trip?.purpose === 'test' ? (
    <Trial result={result} trip={trip} />
  ) : (
    <CardHeader title="One moment">
      {trip ? `Back from ${trip.provider}.` : 'Checking the answer.'}
    </CardHeader>
  );
}

interface Arrival {
  trip?: Trip | undefined;
  error?: unknown;
  result?: TrialResult;
}

function useArrival(): Arrival {
  const [arrival, setArrival] = useState<Arrival>({});
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) {
      return; // What was brought is good once.
    }
    begun.current = true;
    const { pathname, search } = window.location;
    const answer = answerOf(pathname, search);
    const trip = tripOf(answer.state);
    // The code must not stay in the address, where it is copied and kept.
    window.history.replaceState(null, '', pathname);
    setArrival({ trip });
    handOver(answer, trip).then(
      (result) => setArrival({ trip, ...(result ? { result } : {}) }),
      (error: unknown) => setArrival({ trip, error }),
    );
  }, []);
  return arrival;
}

function answerOf(pathname: string, search: string): Answer {
  const brought = new URLSearchParams(search);
  const answer: Answer = {
    providerId: pathname.slice(`${paths.signInWith}/`.length),
    state: brought.get('state') ?? '',
  };
  for (const name of ['code', 'iss', 'error'] as const) {
    const value = brought.get(name);
    if (value !== null) {
      answer[name] = value;
    }
  }
  return answer;
}

async function handOver(answer: Answer, trip: Trip | undefined): Promise<TrialResult | undefined> {
  switch (trip?.purpose) {
    case 'test':
      return must(
        client.POST('/api/v1/organisations/{organisationId}/identity-providers/{providerId}/test/answer', {
          params: { path: { organisationId: trip.organisationId, providerId: answer.providerId } },
          body: answer,
        }),
      );
    case 'connect':
      await must(client.POST('/api/v1/identities/answer', { body: answer }));
      window.location.replace(paths.security);
      return undefined;
    default: {
      const login = await must(client.POST('/api/v1/login/upstream/answer', { body: answer }));
      const done = login.step === 'done';
      window.location.replace(
        done ? (trip?.onward ?? paths.home) : (trip?.from ?? paths.signIn), // The sign-in page goes on where it stands.
      );
      return undefined;
    }
  }
}

const titles: Record<Trip['purpose'], string> = {
  'sign-in': 'Not signed in',
  connect: 'Not connected',
  test: 'It does not work yet',
};

function NotSignedIn({ trip, error }: { trip: Trip | undefined; error: unknown }) {
  return (
    <>
      <CardHeader title={titles[trip?.purpose ?? 'sign-in']} />
      <div className={classes.card}>
        <ErrorPanel error={wordsOf(error)} focus />
        <WayBack trip={trip} error={error} />
      </div>
    </>
  );
}

function WayBack({ trip, error }: { trip: Trip | undefined; error: unknown }) {
  const link = clsx(classes.link);
  switch (trip?.purpose) {
    case 'test':
      return (
        <Anchor href={paths.identityProviders(trip.organisationId)} className={link}>
          Back to the identity providers
        </Anchor>
      );
    case 'connect':
      return (
        <Anchor href={paths.security} className={link}>
          Back to Security
        </Anchor>
      );
    default:
      return isProblem(error, 'upstream-not-connected') || isProblem(error, 'upstream-address-changed') ? (
        <Anchor href={signInFor(paths.security)} className={link}>
          Sign in with your password
        </Anchor>
      ) : (
        <Anchor href={trip?.from ?? paths.signIn} className={link}>
          Back to the sign-in
        </Anchor>
      );
  }
}
