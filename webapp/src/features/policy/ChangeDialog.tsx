import { useState } from 'react';
import { Modal, Stack, Switch, Text } from '@mantine/core';
import { fieldError } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { EnforceForm } from './EnforceForm.tsx';
import type { Scope } from './queries.ts';
import { refusalAt, refusalWords } from './refusal.ts';
import { SettingEditor } from './SettingEditor.tsx';
import { complaint, floorWords, type Setting, settingWords, type Value } from './settings.ts';
import { useChange } from './useChange.ts';

interface ChangeDialogProps {
  scope: Scope;
  setting: Setting;
  onClose: () => void;
}

/** Changes one setting. MFA goes through its rehearsal before it can hold. */
export function ChangeDialog({ scope, setting, onClose }: ChangeDialogProps) {
  const [value, setValue] = useState<Value>(setting.own?.value ?? setting.effective);
  const [floor, setFloor] = useState(setting.own?.floor ?? false);
  const [rehearsing, setRehearsing] = useState(false);
  const change = useChange(scope, onClose);
  const { name } = setting;
  const help = settingWords[name].help;
  const asked = name === 'mfaEnforcement' && (value === 'required' || value === 'forced') ? value : undefined;
  const wrong = complaint(name, value);
  const error = wrong ?? refusalAt(setting, change.error, false);
  const withFloor = scope.level === 'domain' ? {} : { floor };

  return (
    <Modal opened onClose={onClose} title={settingWords[name].name} size={rehearsing ? 'lg' : 'md'}>
      {rehearsing && asked ? (
        <EnforceForm
          scope={scope}
          setting={setting}
          enforcement={asked}
          loading={change.isPending}
          error={change.error}
          onCancel={onClose}
          onBack={() => {
            change.reset();
            setRehearsing(false);
          }}
          onEnforce={(holdsFrom) =>
            change.mutate({ name, value, ...withFloor, ...(holdsFrom ? { holdsFrom } : {}) })
          }
        />
      ) : (
        <FormShell
          label={`Change ${settingWords[name].name}`}
          action={asked ? 'See what it would mean' : 'Save setting'}
          loading={change.isPending}
          error={change.error ? refusalWords(change.error) : undefined}
          onCancel={onClose}
          onSubmit={() => {
            if (asked) {
              setRehearsing(true);
            } else if (wrong === undefined) {
              change.mutate({ name, value, ...withFloor });
            }
          }}
        >
          <Stack gap="lg">
            <div>
              {name === 'passwordMaxAgeDays' ? null : <Text c="dimmed">{help}</Text>}
              <Text>{floorWords(setting)}</Text>
            </div>
            <SettingEditor
              name={name}
              value={value}
              onChange={(next) => {
                // What was refused is not what stands there now.
                change.reset();
                setValue(next);
              }}
              error={error}
            />
            {scope.level === 'domain' ? null : (
              <Switch
                label="Lower levels cannot be weaker"
                description={
                  scope.level === 'provider'
                    ? 'Organisations and domains may be stricter, never weaker.'
                    : 'Domains may be stricter, never weaker.'
                }
                checked={floor}
                onChange={(event) => setFloor(event.currentTarget.checked)}
                error={fieldError(change.error, '/settings/0/floor')}
              />
            )}
          </Stack>
        </FormShell>
      )}
    </Modal>
  );
}
