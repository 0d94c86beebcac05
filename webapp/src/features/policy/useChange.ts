import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isProblem } from '../../api/problem.ts';
import { showToast } from '../../ui/toasts.ts';
import { changeSetting, type Scope, type SettingChange } from './queries.ts';
import { settingWords } from './settings.ts';

/** Changes a setting, then shows everywhere what holds now. */
export function useChange(scope: Scope, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingChange) => changeSetting(scope, change),
    onSuccess: async (_, { name, value }) => {
      await Promise.all(
        ['policy', 'policy-changes', 'coverage', 'session'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      );
      const handedBack = value === undefined || value === null;
      showToast(`${settingWords[name].name} ${handedBack ? 'handed back to the level above' : 'changed'}.`);
      onDone();
    },
    onError: (error) => {
      // A floor that the page has not heard of: it looks again.
      if (isProblem(error, 'below-floor')) {
        void cache.invalidateQueries({ queryKey: ['policy'] });
      }
    },
  });
}
