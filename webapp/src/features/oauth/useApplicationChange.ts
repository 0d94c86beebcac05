import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { showToast } from '../../ui/toasts.ts';

/** Changes an application: the list and the drawer load anew, and a toast says what was done. */
export function useApplicationChange<Given = void, Data = unknown>(
  change: (given: Given) => Promise<Data>,
  message: (data: Data) => string,
  onDone?: () => void,
): UseMutationResult<Data, Error, Given> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (data) => {
      onDone?.();
      await cache.invalidateQueries({ queryKey: ['applications'] });
      showToast(message(data));
    },
  });
}
