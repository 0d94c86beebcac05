import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { client, must } from './client.ts';
import type { components } from './schema.d.ts';

export type Session = components['schemas']['Session'];
export type Permission = NonNullable<Session['account']>['permissions'][number];

/** A session with somebody in it, as every page inside the gate has it. */
export type SignedIn = Session & Required<Pick<Session, 'account' | 'organisation' | 'policy'>>;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/session', { signal })),
  staleTime: 60_000,
});

export function isSignedIn(session: Session): session is SignedIn {
  return session.signedIn && !!session.account && !!session.organisation && !!session.policy;
}

/** Whether the signed-in person has a right of the contract's `x-permission`. Only for showing; the server decides. */
export function may(session: SignedIn, permission: Permission): boolean {
  return session.account.permissions.includes(permission);
}

/** The session of the person who uses the page. Only for pages inside the gate. */
export function useSession(): SignedIn {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!isSignedIn(data)) {
    throw new Error('This page stands inside the gate.');
  }
  return data;
}
