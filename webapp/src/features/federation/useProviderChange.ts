import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import { showToast } from '../../ui/toasts.ts';
import type { Provider } from './queries.ts';

type Change = NonNullable<
  paths['/api/v1/organisations/{organisationId}/identity-providers/{providerId}']['patch']['requestBody']
>['content']['application/json'];

/** What every section of the drawer is about. */
export interface ProviderProps {
  organisationId: string;
  provider: Provider;
}

/** Changes a provider: the list and the drawer load anew, and a toast says what was done. */
export function useProviderChange(
  { organisationId, provider }: ProviderProps,
  message: (now: Provider) => string,
  onDone?: () => void,
): UseMutationResult<Provider, Error, Change> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Change) =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/identity-providers/{providerId}', {
          params: { path: { organisationId, providerId: provider.id } },
          body,
        }),
      ),
    gcTime: 0, // A secret must not stay in the page's memory.
    onSuccess: async (now) => {
      onDone?.();
      await cache.invalidateQueries({ queryKey: ['identity-providers'] });
      showToast(message(now));
    },
  });
}
