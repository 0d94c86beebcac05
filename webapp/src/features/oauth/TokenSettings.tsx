import { useState } from 'react';
import { NumberInput, Radio, Stack } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { changeApplication, changeOf } from './changeApplication.ts';
import { useApplicationChange } from './useApplicationChange.ts';
import { kindOf } from './words.ts';

const minute = 60;
const day = 24 * 60 * minute;

interface Lives {
  accessMinutes: number;
  idleDays: number;
  absoluteDays: number;
}

/** How long tokens live, and how they are signed. Most applications need nothing of this changed. */
export function TokenSettings(props: ApplicationProps) {
  const { application } = props;
  const kind = kindOf(application);
  const [lives, setLives] = useState<Lives>({
    accessMinutes: application.accessTokenSeconds / minute,
    idleDays: application.refreshIdleSeconds / day,
    absoluteDays: application.refreshAbsoluteSeconds / day,
  });
  const [idTokenAlg, setAlg] = useState(application.idTokenAlg);
  const change = changeOf(application, {
    accessTokenSeconds: Math.round(lives.accessMinutes * minute),
    refreshIdleSeconds: Math.round(lives.idleDays * day),
    refreshAbsoluteSeconds: Math.round(lives.absoluteDays * day),
    idTokenAlg,
  });
  const save = useApplicationChange(
    () => changeApplication(props, change),
    (now) => `The tokens of ${now.name} were changed.`,
  );
  const life = (name: keyof Lives, label: string, unit: string, max: number, pointer: string) => (
    <NumberInput
      label={label}
      suffix={unit}
      min={1}
      max={max}
      clampBehavior="strict"
      value={lives[name]}
      onChange={(value) => setLives({ ...lives, [name]: Number(value) })}
      error={fieldError(save.error, pointer)}
    />
  );
  return (
    <Panel title="Tokens" lead="Good as they are for most applications.">
      <FormShell
        label="Tokens"
        action="Save tokens"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={Object.keys(change).length > 0 && Object.values(lives).every((value) => value > 0)}
        onSubmit={save.mutate}
      >
        {life('accessMinutes', 'An access token lives', ' minutes', 60, '/accessTokenSeconds')}
        {kind === 'service' ? null : (
          <>
            {life('idleDays', 'Access ends when unused for', ' days', 90, '/refreshIdleSeconds')}
            {life('absoluteDays', 'and at the latest after', ' days', 365, '/refreshAbsoluteSeconds')}
            <Radio.Group
              label="Identity tokens are signed with"
              value={idTokenAlg}
              onChange={(alg) => setAlg(alg === 'RS256' ? 'RS256' : 'ES256')}
            >
              <Stack gap="sm" pt="sm">
                <Radio size="sm" value="ES256" label="ES256" description="Short and modern." />
                <Radio
                  size="sm"
                  value="RS256"
                  label="RS256"
                  description="For programs that know nothing else."
                />
              </Stack>
            </Radio.Group>
          </>
        )}
      </FormShell>
    </Panel>
  );
}
