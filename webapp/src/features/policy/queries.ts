import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { given } from '../../api/given.ts';
import type { components } from '../../api/schema.d.ts';
import type { Enforcement, Policy } from './settings.ts';

/** Whose settings are in sight. */
export type Scope =
  | { level: 'provider' }
  | { level: 'organisation'; organisationId: string }
  | { level: 'domain'; organisationId: string; domainId: string };

export type SettingChange = components['schemas']['PolicyChange']['settings'][number];

export const policyQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['policy', scope],
    queryFn: ({ signal }) => must(getPolicy(scope, signal)),
  });

function getPolicy(scope: Scope, signal: AbortSignal) {
  switch (scope.level) {
    case 'provider':
      return client.GET('/api/v1/policy', { signal });
    case 'organisation': {
      const { organisationId } = scope;
      return client.GET('/api/v1/organisations/{organisationId}/policy', {
        params: { path: { organisationId } },
        signal,
      });
    }
    case 'domain': {
      const { organisationId, domainId } = scope;
      return client.GET('/api/v1/organisations/{organisationId}/domains/{domainId}/policy', {
        params: { path: { organisationId, domainId } },
        signal,
      });
    }
  }
}

/** Changes one setting of a level; without a value the level above decides again. */
export function changeSetting(scope: Scope, change: SettingChange): Promise<Policy> {
  const body = { settings: [change] };
  switch (scope.level) {
    case 'provider':
      return must(client.PATCH('/api/v1/policy', { body }));
    case 'organisation': {
      const { organisationId } = scope;
      return must(
        client.PATCH('/api/v1/organisations/{organisationId}/policy', {
          params: { path: { organisationId } },
          body,
        }),
      );
    }
    case 'domain': {
      const { organisationId, domainId } = scope;
      return must(
        client.PATCH('/api/v1/organisations/{organisationId}/domains/{domainId}/policy', {
          params: { path: { organisationId, domainId } },
          body,
        }),
      );
    }
  }
}

/** The change log: the provider's own, or that of an organisation and all its domains. */
export const changesQuery = (organisationId: string | undefined, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['policy-changes', organisationId, cursor],
    queryFn: ({ signal }) => {
      const query = given({ cursor, limit: 20 });
      return organisationId === undefined
        ? must(client.GET('/api/v1/policy/changes', { params: { query }, signal }))
        : must(
            client.GET('/api/v1/organisations/{organisationId}/policy/changes', {
              params: { path: { organisationId }, query },
              signal,
            }),
          );
    },
    placeholderData: keepPreviousData,
  });

/** What an enforcement would mean; changes nothing. */
export const rehearsalQuery = (
  organisationId: string,
  mfaEnforcement: Enforcement,
  domainId: string | undefined,
) =>
  queryOptions({
    queryKey: ['rehearsal', organisationId, mfaEnforcement, domainId],
    queryFn: ({ signal }) =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/policy/rehearsal', {
          params: { path: { organisationId } },
          body: { mfaEnforcement, ...given({ domainId }) },
          signal,
        }),
      ),
    // Asked anew each time: somebody may just have set up an authenticator.
    gcTime: 0,
  });

export const changesCsv = (organisationId: string | undefined) =>
  organisationId === undefined
    ? '/api/v1/policy/changes.csv'
    : `/api/v1/organisations/${organisationId}/policy/changes.csv`;

/** Everybody in one list of a rehearsal. */
export function rehearsalCsv(
  organisationId: string,
  list: 'without-factor' | 'unreachable',
  domainId: string | undefined,
): string {
  const query = new URLSearchParams(given({ list, domainId }));
  return `/api/v1/organisations/${organisationId}/policy/rehearsal.csv?${query}`;
}

export const domainsQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['domains', organisationId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/domains', {
          params: { path: { organisationId } },
          signal,
        }),
      ),
  });
