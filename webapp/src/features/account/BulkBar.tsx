import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import type { components } from '../../api/schema.d.ts';
import { counted } from '../../ui/numbers.ts';
import classes from './account.module.css';
import { BulkDialog } from './BulkDialog.tsx';
import { type BulkAction, bulkActions } from './bulk.ts';

interface BulkBarProps {
  organisationId: string;
  people: readonly components['schemas']['Account'][];
  onClear: () => void;
}

/** What can be done with all selected people at once. */
export function BulkBar({ organisationId, people, onClear }: BulkBarProps) {
  const [action, setAction] = useState<BulkAction>();
  if (people.length === 0) {
    return null;
  }
  return (
    <div className={classes.bulk} role="region" aria-label="Selection">
      <b>{counted(people.length, 'person', 'people')} selected</b>
      <Group gap="sm">
        {bulkActions.map((each) => (
          <Button key={each.key} variant="default" onClick={() => setAction(each)}>
            {each.label}
          </Button>
        ))}
        <Button variant="subtle" onClick={onClear}>
          Clear selection
        </Button>
      </Group>
      {action ? (
        <BulkDialog
          organisationId={organisationId}
          people={people}
          action={action}
          onClose={() => setAction(undefined)}
          onDone={onClear}
        />
      ) : null}
    </div>
  );
}
