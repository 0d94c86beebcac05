import { queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Provider = components['schemas']['IdentityProvider'];

export const providersQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['identity-providers', organisationId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/identity-providers', {
          params: { path: { organisationId } },
          signal,
        }),
      ),
  });

export const providerQuery = (organisationId: string, providerId: string) =>
  queryOptions({
    queryKey: ['identity-providers', organisationId, providerId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/identity-providers/{providerId}', {
          params: { path: { organisationId, providerId } },
          signal,
        }),
      ),
  });
