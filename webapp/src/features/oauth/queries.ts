import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { given } from '../../api/given.ts';

/** The address of the applications CSV; the page adds its search. */
export const applicationsCsv = (organisationId: string) =>
  `/api/v1/organisations/${organisationId}/clients.csv`;

export const applicationsQuery = (
  organisationId: string,
  q: string | undefined,
  cursor: string | undefined,
) =>
  queryOptions({
    queryKey: ['applications', organisationId, q, cursor],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/clients', {
          params: { path: { organisationId }, query: given({ q, cursor }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const applicationQuery = (organisationId: string, clientId: string) =>
  queryOptions({
    queryKey: ['applications', organisationId, 'one', clientId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/clients/{clientId}', {
          params: { path: { organisationId, clientId } },
          signal,
        }),
      ),
  });

export const signingKeysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/oauth/keys', { signal })),
});
