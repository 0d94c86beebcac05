import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { leaveFor, type NamedProvider, providersOf } from '../../api/upstream.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconLogin2 } from '../../ui/icons.ts';
import { useAction } from '../../ui/useAction.ts';
import classes from './login.module.css';

interface UpstreamWaysProps {
  /** Of whose people the providers are. */
  domain: string;
  /** The address that was typed, told to the provider. */
  email: string;
  /** Where the sign-in leads. */
  onward: string;
}

/** "Continue with ...": the identity providers that a domain's organisation has. */
export function UpstreamWays({ domain, email, onward }: UpstreamWaysProps) {
  const [offered, setOffered] = useState<NamedProvider[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    // Only an offer: without an answer there is the password.
    providersOf(domain, leaving.signal).then(setOffered, () => undefined);
    return () => leaving.abort();
  }, [domain]);
  return offered.length === 0 ? null : (
    <div className={classes.upstream}>
      <span className={classes.or}>or</span>
      {offered.map((provider) => (
        <UpstreamWay key={provider.id} provider={provider} email={email} onward={onward} />
      ))}
    </div>
  );
}

interface UpstreamWayProps {
  provider: NamedProvider;
  email: string;
  onward: string;
}

function UpstreamWay({ provider, email, onward }: UpstreamWayProps) {
  const go = useAction(async () => {
    const { location } = await must(
      client.POST('/api/v1/login/upstream', {
        body: { providerId: provider.id, ...(email === '' ? {} : { email }) },
      }),
    );
    const { pathname, search } = window.location;
    leaveFor(location, { purpose: 'sign-in', provider: provider.name, from: pathname + search, onward });
  });
  return (
    <>
      {go.error ? <ErrorPanel error={wordsOf(go.error)} focus /> : null}
      <Button
        variant="default"
        fullWidth
        leftSection={<IconLogin2 size={18} aria-hidden="true" />}
        loading={go.pending}
        onClick={() => go.run()}
      >
        Continue with {provider.name}
      </Button>
    </>
  );
}
