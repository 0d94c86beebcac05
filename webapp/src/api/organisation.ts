import { queryOptions } from '@tanstack/react-query';
import { client, must } from './client.ts';

export const organisationQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}', {
          params: { path: { organisationId } },
          signal,
        }),
      ),
  });
