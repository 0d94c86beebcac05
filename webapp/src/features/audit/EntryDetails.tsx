import { Button } from '@mantine/core';
import type { AuditEntry } from '../../api/events.ts';
import { clientName } from '../../ui/clientName.ts';
import { Detail, Details } from '../../ui/Details.tsx';
import { ExactTime } from '../../ui/RelativeTime.tsx';
import { detailLabel, detailWords, kindName, objectName } from './details.ts';

interface EntryDetailsProps {
  entry: AuditEntry;
  /** Shows only entries with the same actor or object. */
  onFilter: (key: 'actor' | 'object', id: string) => void;
}

/** Everything one entry of the audit log says. */
export function EntryDetails({ entry, onFilter }: EntryDetailsProps) {
  const { actorId, objectId } = entry;
  return (
    <Details>
      <Detail label="When">
        <ExactTime at={entry.at} />
      </Detail>
      <Detail label="Who">
        {entry.actor}{' '}
        {actorId ? (
          <Button variant="subtle" size="compact-sm" onClick={() => onFilter('actor', actorId)}>
            Everything they did
          </Button>
        ) : null}
      </Detail>
      <Detail label="Action">
        <code>{entry.action}</code>
      </Detail>
      <Detail label="Result">{entry.result === 'success' ? 'Done' : 'Refused'}</Detail>
      <Detail label="To what">
        {[entry.objectKind && kindName(entry.objectKind), objectName(entry)].filter(Boolean).join(': ')}{' '}
        {objectId ? (
          <Button variant="subtle" size="compact-sm" onClick={() => onFilter('object', objectId)}>
            Everything done to it
          </Button>
        ) : null}
      </Detail>
      <Detail label="From">{entry.network}</Detail>
      <Detail label="Client">{entry.client ? clientName(entry.client) : null}</Detail>
      {Object.entries(entry.details ?? {}).map(([name, value]) => (
        <Detail key={name} label={detailLabel(name)}>
          {detailWords(value)}
        </Detail>
      ))}
      <Detail label="Entry">{entry.seq}</Detail>
      <Detail label="Request">{entry.requestId ? <code>{entry.requestId}</code> : null}</Detail>
    </Details>
  );
}
