import type { AuditEntry } from '../../api/events.ts';
import { clientName } from '../../ui/clientName.ts';
import { Detail, Details } from '../../ui/Details.tsx';
import { ExactTime } from '../../ui/RelativeTime.tsx';

/** Everything one entry of the audit log says. */
export function EntryDetails({ entry }: { entry: AuditEntry }) {
  return (
    <Details>
      <Detail label="When">
        <ExactTime at={entry.at} />
      </Detail>
      <Detail label="Who">{entry.actor}</Detail>
      <Detail label="Action">
        <code>{entry.action}</code>
      </Detail>
      <Detail label="Result">{entry.result === 'success' ? 'Done' : 'Refused'}</Detail>
      <Detail label="To what">{[entry.objectKind, entry.object].filter(Boolean).join(' ')}</Detail>
      <Detail label="From">{entry.network}</Detail>
      <Detail label="Client">{entry.client ? clientName(entry.client) : null}</Detail>
      {Object.entries(entry.details ?? {}).map(([name, value]) => (
        <Detail key={name} label={name}>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </Detail>
      ))}
      <Detail label="Entry">{entry.seq}</Detail>
      <Detail label="Request">{entry.requestId ? <code>{entry.requestId}</code> : null}</Detail>
    </Details>
  );
}
