import { purposeOf } from '../../app/paths.ts';

const key = 'gatehouse-sign-in-purpose';

/** As long as the server lets an application's request wait. */
const lifeMs = 30 * 60_000;

interface Kept {
  search: string;
  until: number;
}

/**
 * Remembers in this browser what a sign-in was for, until the mailed link opens: perhaps in another window, but of the same browser,
 * as an application knows the person again in no other.
 */
export function keepPurpose(search: string): void {
  const kept: Kept = { search: purposeOf(search), until: Date.now() + lifeMs };
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the way begins at the application again.
  }
}

/** What was remembered; empty when nothing was, or too long ago. */
export function keptPurpose(): string {
  try {
    const text = localStorage.getItem(key);
    return text === null ? '' : readPurpose(text, Date.now());
  } catch {
    return '';
  }
}

/** The sign-in goes on, and nothing later shall go the same way. */
export function forgetPurpose(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // It had nothing to keep either.
  }
}

/** What a sign-in was for, out of what `keepPurpose` has written. */
export function readPurpose(text: string, now: number): string {
  const kept = JSON.parse(text) as Partial<Kept> | null;
  const fresh = typeof kept?.until === 'number' && now < kept.until && kept.until <= now + lifeMs;
  return fresh && typeof kept.search === 'string' ? purposeOf(kept.search) : '';
}
