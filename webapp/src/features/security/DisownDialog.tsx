import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { counted } from '../../ui/numbers.ts';
import { showToast } from '../../ui/toasts.ts';

interface DisownDialogProps {
  sessionId: string;
  /** The sign-in in words: "the sign-in with Chrome on Linux from 203.0.113.7". */
  what: string;
  onClose: () => void;
}

/** "This was not me": throws out whoever it was, and what they may have set up. */
export function DisownDialog({ sessionId, what, onClose }: DisownDialogProps) {
  const cache = useQueryClient();
  const disown = useMutation({
    mutationFn: () =>
      must(client.POST('/api/v1/sessions/{sessionId}/disown', { params: { path: { sessionId } } })),
    onSuccess: async ({ sessionsEnded, factorsRemoved }) => {
      await cache.invalidateQueries();
      const removed = factorsRemoved.length > 0 ? ` Removed: ${factorsRemoved.join(', ')}.` : '';
      showToast(`${counted(sessionsEnded, 'session', 'sessions')} ended.${removed}`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Was this not you?"
      action="It was not me"
      onConfirm={disown.mutate}
      loading={disown.isPending}
      error={disown.error ? wordsOf(disown.error) : undefined}
    >
      After {what}: every session but this one ends, all trusted devices are forgotten, and authenticators set
      up since are removed. You choose a new password at the next sign-in, and your administrators are told.
    </ConfirmDialog>
  );
}
