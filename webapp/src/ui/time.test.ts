import { describe, expect, it } from 'vitest';
import { absoluteTime, relativeTime, shortDate } from './time.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now);

describe('relativeTime', () => {
  it.each([
    [10, 'just now'],
    [50, '1 minute ago'],
    [600, '10 minutes ago'],
    [2 * 3600, '2 hours ago'],
    [23 * 3600, 'yesterday'],
    [3 * 86400, '3 days ago'],
    [-3 * 86400, 'in 3 days'],
    [-80, 'in 1 minute'],
  ])('should word %i seconds as %s', (seconds, words) => expect(ago(seconds)).toBe(words));

  it('should give a date when it is far away, with the year when it is another one', () => {
    expect(ago(30 * 86400)).toBe('25 Oct');
    expect(shortDate(new Date('2025-03-02T12:00:00Z'), now)).toBe('2 Mar 2025');
  });
});

it('should name the zone in details', () => {
  expect(absoluteTime(now)).toMatch(/2026.*(UTC|GMT|[A-Z]{3,4})/);
});
