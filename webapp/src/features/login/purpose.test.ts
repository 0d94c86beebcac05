import { describe, expect, it } from 'vitest';
import { readPurpose } from './purpose.ts';

const now = Date.parse('2026-12-01T09:00:00Z');
const written = (kept: unknown) => readPurpose(JSON.stringify(kept), now);

describe('readPurpose', () => {
  it('should tell what waits', () => {
    expect(written({ search: '?request=abc', until: now + 60_000 })).toBe('?request=abc');
  });

  it.each([
    { search: '?request=abc', until: now },
    { search: '?request=abc', until: now + 31 * 60_000 },
    { search: 7, until: now + 60_000 },
    { search: '?other=abc', until: now + 60_000 },
    { search: '?request=abc' },
    null,
    'text',
  ])('should tell nothing by %j', (kept) => expect(written(kept)).toBe(''));
});
