import { wordsOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { Scope } from './queries.ts';
import { type Setting, settingWords } from './settings.ts';
import { useChange } from './useChange.ts';

interface HandBackDialogProps {
  scope: Scope;
  setting: Setting;
  onClose: () => void;
}

const above = {
  provider: 'The value that Gatehouse comes with holds again.',
  organisation: 'What the provider decides holds again.',
  domain: 'What the organisation decides holds again.',
} as const;

/** Takes back what a level has set, so that the level above decides. */
export function HandBackDialog({ scope, setting, onClose }: HandBackDialogProps) {
  const change = useChange(scope, onClose);
  return (
    <ConfirmDialog
      opened
      danger={false}
      onClose={onClose}
      title={`Hand back ${settingWords[setting.name].name}?`}
      action="Hand back setting"
      loading={change.isPending}
      error={change.error ? wordsOf(change.error) : undefined}
      onConfirm={() => change.mutate({ name: setting.name, value: null })}
    >
      {above[scope.level]}
      {setting.own?.floor ? ' Its floor for lower levels goes with it.' : null}
    </ConfirmDialog>
  );
}
