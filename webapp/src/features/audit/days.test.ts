import { describe, expect, it } from 'vitest';
import { dayEnd, dayOf, dayStart, lastDayOf } from './days.ts';

describe('days of the audit filter', () => {
  it('should come back from the address as they were chosen', () => {
    expect(dayOf(dayStart('2026-11-24'))).toBe('2026-11-24');
    expect(lastDayOf(dayEnd('2026-11-30'))).toBe('2026-11-30');
  });

  it('should hold the whole last day', () => {
    expect(dayEnd('2026-11-30')).toBe(dayStart('2026-12-01'));
  });

  it('should be nothing for what is no day', () => {
    expect(dayStart('')).toBeUndefined();
    expect(dayEnd('')).toBeUndefined();
    expect(dayOf('yesterday')).toBe('');
    expect(lastDayOf(undefined)).toBe('');
  });
});
