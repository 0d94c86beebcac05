import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { showToast } from '../../ui/toasts.ts';

/** Changes something about a person: the lists and the drawer load anew, and a toast says what was done. */
export function usePersonChange<Given = void, Data = unknown>(
  change: (given: Given) => Promise<Data>,
  message: string | ((data: Data, given: Given) => string),
  onDone?: () => void,
): UseMutationResult<Data, Error, Given> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (data, given) => {
      onDone?.();
      await cache.invalidateQueries({ queryKey: ['accounts'] });
      showToast(typeof message === 'string' ? message : message(data, given));
    },
  });
}
