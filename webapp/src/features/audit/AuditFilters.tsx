import { Button, TextInput } from '@mantine/core';
import { may, useSession } from '../../api/session.ts';
import type { UrlFilters } from '../../app/hooks.ts';
import classes from './audit.module.css';
import { dayEnd, dayOf, dayStart, lastDayOf } from './days.ts';
import { PersonFilter } from './PersonFilter.tsx';

type Key = 'actor' | 'object' | 'from' | 'to';

interface AuditFiltersProps {
  organisationId: string;
  values: UrlFilters<Key>['values'];
  onChange: (key: Key, value: string | undefined) => void;
}

/** Who, to whom, and when. Auditors may not list people; they choose one from an entry's details. */
export function AuditFilters({ organisationId, values, onChange }: AuditFiltersProps) {
  const mayFind = may(useSession(), 'organisation');
  return (
    <div className={classes.filters} role="group" aria-label="Who and when">
      {(['actor', 'object'] as const).map((key) =>
        mayFind ? (
          <PersonFilter
            key={key}
            organisationId={organisationId}
            label={labels[key]}
            value={values[key]}
            onChange={(id) => onChange(key, id)}
          />
        ) : values[key] === undefined ? null : (
          <Button key={key} variant="default" onClick={() => onChange(key, undefined)}>
            Remove the filter {labels[key]}
          </Button>
        ),
      )}
      <TextInput
        type="date"
        label="From"
        value={dayOf(values.from)}
        max={lastDayOf(values.to) || undefined}
        onChange={(event) => onChange('from', dayStart(event.currentTarget.value))}
      />
      <TextInput
        type="date"
        label="Until the end of"
        value={lastDayOf(values.to)}
        min={dayOf(values.from) || undefined}
        onChange={(event) => onChange('to', dayEnd(event.currentTarget.value))}
      />
    </div>
  );
}

const labels = { actor: 'Who', object: 'To whom' } as const;
