import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { given } from '../../api/given.ts';
import type { paths } from '../../api/schema.d.ts';

export type AccountFilters = NonNullable<
  paths['/api/v1/organisations/{organisationId}/accounts']['get']['parameters']['query']
>;

/** The address of the accounts CSV; the page adds its filters. */
export const accountsCsv = (organisationId: string) => `/api/v1/organisations/${organisationId}/accounts.csv`;
export const organisationsCsv = '/api/v1/organisations.csv';

export const accountsQuery = (organisationId: string, filters: AccountFilters) =>
  queryOptions({
    queryKey: ['accounts', organisationId, filters],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts', {
          params: { path: { organisationId }, query: filters },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const organisationsQuery = (q: string | undefined, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['organisations', q, cursor],
    queryFn: ({ signal }) =>
      must(client.GET('/api/v1/organisations', { params: { query: given({ q, cursor }) }, signal })),
    placeholderData: keepPreviousData,
  });

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

export const accountQuery = (organisationId: string, accountId: string) =>
  queryOptions({
    queryKey: ['accounts', organisationId, 'one', accountId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId } },
          signal,
        }),
      ),
  });

export const accountFactorsQuery = (organisationId: string, accountId: string) =>
  queryOptions({
    queryKey: ['accounts', organisationId, 'factors', accountId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts/{accountId}/factors', {
          params: { path: { organisationId, accountId } },
          signal,
        }),
      ),
  });

export const accountSessionsQuery = (organisationId: string, accountId: string) =>
  queryOptions({
    queryKey: ['accounts', organisationId, 'sessions', accountId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts/{accountId}/sessions', {
          params: { path: { organisationId, accountId } },
          signal,
        }),
      ),
  });

/** How often a running import is asked how far it is, in milliseconds. */
const importPollMs = 1000;

export const importQuery = (organisationId: string, importId: string) =>
  queryOptions({
    queryKey: ['imports', organisationId, importId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/account-imports/{importId}', {
          params: { path: { organisationId, importId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? importPollMs : false),
  });
