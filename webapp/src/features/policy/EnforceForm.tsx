import { useState } from 'react';
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { localDay, startOfDay } from './days.ts';
import type { Scope } from './queries.ts';
import { RehearsalView } from './RehearsalView.tsx';
import { type Enforcement, enforcementHelp, namedForPeople, wordOf } from './settings.ts';

interface EnforceFormProps {
  scope: Scope;
  enforcement: Enforcement;
  loading: boolean;
  error: unknown;
  onBack: () => void;
  /** With the time from which it holds (RFC 3339), or at once. */
  onEnforce: (holdsFrom: string | undefined) => void;
}

/** The rehearsal of an enforcement, the day from which it holds, and the one button. */
export function EnforceForm({ scope, enforcement, loading, error, onBack, onEnforce }: EnforceFormProps) {
  const [now] = useState(() => new Date());
  const [later, setLater] = useState(false);
  const [day, setDay] = useState(() => localDay(now, 14));
  const from = startOfDay(day);
  const refused = fieldError(error, '/settings/0/value');
  const past = later && (from === undefined || from <= now);
  return (
    <FormShell
      label={`Enforce MFA: ${wordOf(enforcement)}`}
      action={`Make MFA ${wordOf(enforcement).toLowerCase()}`}
      loading={loading}
      error={error ? wordsOf(error) : undefined}
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
        <b>{wordOf(enforcement)}:</b> {enforcementHelp[enforcement]}
      </Text>
      {scope.level === 'provider' ? (
        <Text>
          This holds for every organisation that sets nothing of its own. Each organisation’s policy page can
          rehearse it with that organisation’s people.
        </Text>
      ) : (
        <RehearsalView
          organisationId={scope.organisationId}
          domainId={scope.level === 'domain' ? scope.domainId : undefined}
          enforcement={enforcement}
        />
      )}
      <Radio.Group
        label="From when it holds"
        value={later ? 'later' : 'now'}
        onChange={(choice) => setLater(choice === 'later')}
        error={refused === undefined ? undefined : namedForPeople('mfaEnforcement', refused)}
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
