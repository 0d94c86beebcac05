import { queryOptions } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';

export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/factors', { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/sessions', { signal })),
});

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/devices', { signal })),
});

export const identitiesQuery = queryOptions({
  queryKey: ['identities'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/identities', { signal })),
});

export const connectedAppsQuery = queryOptions({
  queryKey: ['connected-apps'],
  queryFn: ({ signal }) => must(client.GET('/api/v1/connected-apps', { signal })),
});
