import { queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';

export const organisationPolicyQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['policy', organisationId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/policy', {
          params: { path: { organisationId } },
          signal,
        }),
      ),
  });
