import { Checkbox, NumberInput, Radio, Stack, Switch } from '@mantine/core';
import {
  enforcementHelp,
  enforcements,
  factorKinds,
  numbers,
  type SettingName,
  settingWords,
  type Value,
  wordOf,
} from './settings.ts';

interface SettingEditorProps {
  name: SettingName;
  value: Value;
  onChange: (value: Value) => void;
  error: string | undefined;
}

/** The right field for the value of a setting: a choice, a list, a switch, or a number with its range and unit. */
export function SettingEditor({ name, value, onChange, error }: SettingEditorProps) {
  if (name === 'passwordMaxAgeDays') {
    return <AgeEditor value={Number(value)} onChange={onChange} error={error} />;
  }
  if (name === 'mfaEnforcement') {
    return (
      <Radio.Group label={settingWords[name].name} value={String(value)} onChange={onChange} error={error}>
        <Stack gap="sm" mt="sm">
          {enforcements.map((word) => (
            <Radio key={word} value={word} label={wordOf(word)} description={enforcementHelp[word]} />
          ))}
        </Stack>
      </Radio.Group>
    );
  }
  if (name === 'allowedFactors') {
    return (
      <Checkbox.Group
        label={settingWords[name].name}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
        error={error}
      >
        <Stack gap="sm" mt="sm">
          {factorKinds.map((kind) => (
            <Checkbox key={kind} size="sm" value={kind} label={wordOf(kind)} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  if (name === 'upstreamMfaCounted') {
    return (
      <Switch
        label="A proof given elsewhere counts here"
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        error={error}
      />
    );
  }
  return <NumberEditor name={name} value={Number(value)} onChange={onChange} error={error} />;
}

interface NumberEditorProps {
  name: SettingName;
  value: number;
  onChange: (value: number) => void;
  error: string | undefined;
  min?: number;
}

function NumberEditor({ name, value, onChange, error, min }: NumberEditorProps) {
  const range = numbers[name];
  if (!range) {
    return null;
  }
  const least = min ?? range.min;
  const zero = least === 0 ? ` 0: ${range.none.toLowerCase()}.` : '';
  return (
    <NumberInput
      label={`${settingWords[name].name} in ${range.many}`}
      description={`From ${least} to ${range.max}.${zero}`}
      value={Number.isNaN(value) ? '' : value}
      onChange={(next) => onChange(next === '' ? Number.NaN : Number(next))}
      min={least}
      max={range.max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      error={error}
      data-autofocus
    />
  );
}

/** Never is the advice; whoever has a rule to follow gets 90 days to start from. */
function AgeEditor({ value, onChange, error }: Omit<NumberEditorProps, 'name' | 'min'>) {
  return (
    <Stack gap="lg">
      <Radio.Group
        label={settingWords.passwordMaxAgeDays.name}
        description="NIST SP 800-63B and OWASP ASVS advise against forced rotation: people choose weaker passwords."
        value={value === 0 ? 'never' : 'days'}
        onChange={(choice) => onChange(choice === 'never' ? 0 : 90)}
        error={value === 0 ? error : undefined}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="never" label="Passwords never expire" />
          <Radio value="days" label="Passwords expire" />
        </Stack>
      </Radio.Group>
      {value === 0 ? null : (
        <NumberEditor name="passwordMaxAgeDays" min={1} value={value} onChange={onChange} error={error} />
      )}
    </Stack>
  );
}
