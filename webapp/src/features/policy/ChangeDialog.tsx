import { useState } from 'react';
import { Modal, Stack, Switch, Text } from '@mantine/core';
import { fieldError, isProblem, wordsOf } from '../../api/problem.ts';
import type { ErrorWords } from '../../ui/ErrorPanel.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { EnforceForm } from './EnforceForm.tsx';
import type { Scope } from './queries.ts';
import { SettingEditor } from './SettingEditor.tsx';
import { floorWords, namedForPeople, type Setting, settingWords, type Value } from './settings.ts';
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
  const nothing = Array.isArray(value) && value.length === 0;
  const error = nothing ? 'Choose at least one.' : refusal(setting, change.error);
  const withFloor = scope.level === 'domain' ? {} : { floor };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Change ${settingWords[name].name}`}
      size={rehearsing ? 'lg' : 'md'}
    >
      {rehearsing && asked ? (
        <EnforceForm
          scope={scope}
          enforcement={asked}
          loading={change.isPending}
          error={change.error}
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
          error={change.error ? errorWords(change.error) : undefined}
          onSubmit={() => {
            if (asked) {
              setRehearsing(true);
            } else if (!nothing) {
              change.mutate({ name, value, ...withFloor });
            }
          }}
        >
          <Stack gap="lg">
            <div>
              {name === 'passwordMaxAgeDays' ? null : <Text c="dimmed">{help}</Text>}
              <Text>{floorWords(setting)}</Text>
            </div>
            <SettingEditor name={name} value={value} onChange={setValue} error={error} />
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

/** Why the server refused the value, at its field. */
function refusal({ name }: Setting, error: unknown): string | undefined {
  const message = fieldError(error, '/settings/0/value');
  return message === undefined ? undefined : namedForPeople(name, message);
}

/** A floor is told at the field with its number; the panel need not repeat it. */
function errorWords(error: unknown): ErrorWords {
  return isProblem(error, 'below-floor')
    ? { ...wordsOf(error), what: 'A level above does not allow anything this weak.' }
    : wordsOf(error);
}
