import type { AuditEntry } from '../../api/events.ts';
import { clientName } from '../../ui/clientName.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { absoluteTime } from '../../ui/time.ts';

/** To what something was done; a session or a device goes by its browser. */
export function objectName({
  object,
  objectKind,
}: Pick<AuditEntry, 'object' | 'objectKind'>): string | undefined {
  return object !== undefined && (objectKind === 'session' || objectKind === 'device')
    ? clientName(object)
    : object;
}

const kinds: Record<string, string> = { account: 'Person', factor: 'Authenticator', client: 'Application' };

/** What kind of thing something was done to. */
export function kindName(kind: string): string {
  return kinds[kind] ?? spoken(kind);
}

const labels: Record<string, string> = {
  evidence: 'Proved by',
  expiresAt: 'Valid until',
  in: 'During',
  intact: 'Chain intact',
  invite: 'Invited',
  mailbox: 'Mailboxes',
  sessions: 'Sessions ended',
  devices: 'Devices forgotten',
  factors: 'Authenticators removed',
};

/** What a detail of an entry is called. */
export function detailLabel(name: string): string {
  return labels[name] ?? spoken(name);
}

/** A detail of an entry for reading: times in the reader's zone, lists with commas, objects as "name: value". */
export function detailWords(value: unknown): string {
  if (typeof value === 'boolean') {
    return value ? 'Yes' : 'No';
  }
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\dT/.test(value) ? absoluteTime(new Date(value)) : value;
  }
  if (Array.isArray(value)) {
    return value.map(detailWords).join(value.some((part) => typeof part === 'object') ? '; ' : ', ');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${detailWords(inner)}`)
      .join(', ');
  }
  return typeof value === 'number' ? formatNumber(value) : 'Nothing';
}

/** "holdsFrom" and "spam-admin" as words: "Holds from", "Spam admin". */
function spoken(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
