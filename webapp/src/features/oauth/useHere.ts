import { useEffect, useState } from 'react';
import { client, must } from '../../api/client.ts';
import { useAction } from '../../ui/useAction.ts';

/** Somebody who is signed in at this browser. */
export interface Person {
  email: string | undefined;
  organisation: string | undefined;
}

/** Who is signed in at this browser; null when nobody is, and undefined until that is known. */
export function useHere() {
  const [here, setHere] = useState<Person | null>();
  const look = useAction(async () => {
    const { signedIn, account, organisation } = await must(client.GET('/api/v1/session'));
    setHere(signedIn ? { email: account?.addresses[0], organisation: organisation?.name } : null);
  });
  const { run } = look;
  useEffect(() => run(), [run]);
  return { request: here, error: look.error, again: run };
}
