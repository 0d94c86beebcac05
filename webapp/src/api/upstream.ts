import { client, must } from './client.ts';
import type { components } from './schema.d.ts';

export type NamedProvider = components['schemas']['NamedProvider'];

/** What somebody went to an identity provider for, kept in this tab until they are back. */
export type Trip =
  | { purpose: 'sign-in'; provider: string; from: string; onward: string }
  | { purpose: 'connect'; provider: string }
  | { purpose: 'test'; provider: string; organisationId: string };

const keyOf = (state: string) => `upstream ${state}`;

/** Sends the browser to a provider. */
export function leaveFor(location: string, trip: Trip): void {
  const state = new URL(location).searchParams.get('state') ?? '';
  window.sessionStorage.setItem(keyOf(state), JSON.stringify(trip));
  window.location.assign(location);
}

/** What this tab had left for; undefined in another one. */
export function tripOf(state: string): Trip | undefined {
  const kept = window.sessionStorage.getItem(keyOf(state));
  window.sessionStorage.removeItem(keyOf(state));
  return kept === null ? undefined : (JSON.parse(kept) as Trip);
}

/** What people of a domain can sign in with. The server is told the domain alone. */
export async function providersOf(domain: string, signal: AbortSignal): Promise<NamedProvider[]> {
  const { items } = await must(
    client.GET('/api/v1/sign-in-providers', { params: { query: { domain } }, signal }),
  );
  return items;
}
