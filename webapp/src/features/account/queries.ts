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
