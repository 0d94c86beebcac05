import { useState } from 'react';
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fieldError } from '../../api/problem.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { localDay, startOfDay } from './days.ts';
import { rehearsalQuery, type Scope } from './queries.ts';
import { refusalAt, refusalWords } from './refusal.ts';
import { RehearsalView } from './RehearsalView.tsx';
import { type Enforcement, enforcementHelp, type Setting, wordOf } from './settings.ts';

interface EnforceFormProps {
  scope: Scope;
  setting: Setting;
  enforcement: Enforcement;
  loading: boolean;
  error: unknown;
  onBack: () => void;
  onCancel: () => void;
  /** With the time from which it holds (RFC 3339), or at once. */
  onEnforce: (holdsFrom: string | undefined) => void;
}

/** The rehearsal of an enforcement, the day from which it holds, and the one button. */
export function EnforceForm(props: EnforceFormProps) {
  const { scope, setting, enforcement, loading, error, onBack, onCancel, onEnforce } = props;
  const rehearsal = useRehearsal(scope, enforcement);
  const [now] = useState(() => new Date());
  const [later, setLater] = useState(false);
  const [day, setDay] = useState(() => localDay(now, 14));
  const from = startOfDay(day);
  const past = later && (from === undefined || from <= now);
  return (
    <FormShell
      label={`Enforce MFA: ${wordOf(enforcement)}`}
      action={`Make MFA ${wordOf(enforcement).toLowerCase()}`}
      loading={loading}
      error={error ? refusalWords(error) : undefined}
      // Whoever enforces has seen what it means: not before the numbers are there.
      ready={scope.level === 'provider' || rehearsal.isSuccess}
      onCancel={onCancel}
      secondary={
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
      }
      onSubmit={() => {
        if (!past) {
          onEnforce(later ? from?.toISOString() : undefined);
        }
      }}
    >
      <Text>
        <b>{wordOf(enforcement)}.</b> {enforcementHelp[enforcement]}
      </Text>
      {scope.level === 'provider' ? (
        <Text>
          This holds for every organisation that sets nothing of its own. Each organisation’s policy page can
          rehearse it with that organisation’s people.
        </Text>
      ) : (
        <Loaded query={rehearsal} label="rehearsal" lines={4}>
          {(told) => (
            <RehearsalView
              organisationId={scope.organisationId}
              told={told}
              domainId={scope.level === 'domain' ? scope.domainId : undefined}
            />
          )}
        </Loaded>
      )}
      <Radio.Group
        label="From when it holds"
        value={later ? 'later' : 'now'}
        onChange={(choice) => setLater(choice === 'later')}
        error={refusalAt(setting, error, later)}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="now" label="Now, at the next sign-in" />
          <Radio value="later" label="From a day on, and people are told until then" />
        </Stack>
      </Radio.Group>
      {later ? (
        <TextInput
          type="date"
          label="Day"
          value={day}
          min={localDay(now, 1)}
          max={localDay(now, 364)}
          onChange={(event) => setDay(event.currentTarget.value)}
          error={past ? 'Choose a day to come.' : fieldError(error, '/settings/0/holdsFrom')}
        />
      ) : null}
    </FormShell>
  );
}

/** The provider's level has nobody to rehearse with. */
function useRehearsal(scope: Scope, enforcement: Enforcement) {
  const domainId = scope.level === 'domain' ? scope.domainId : undefined;
  const organisationId = scope.level === 'provider' ? '' : scope.organisationId;
  return useQuery({
    ...rehearsalQuery(organisationId, enforcement, domainId),
    enabled: scope.level !== 'provider',
  });
}
