import { describe, expect, it } from 'vitest';
import { failureOf, requestIdOf } from './failures.ts';

describe('failureOf', () => {
  it('should know what a person is told about an unknown application', () => {
    expect(failureOf('unknown-application').title).toBe('This application is not known here');
  });

  it.each(['toString', '__proto__', 'anything', '', null])('should have words for %j too', (slug) => {
    expect(failureOf(slug).title).toBe('This sign-in cannot go on');
  });
});

describe('requestIdOf', () => {
  it('should take the key to a log line', () => {
    expect(requestIdOf('019a0000-aaaa-7bbb-8ccc-0123456789ab')).toBe('019a0000-aaaa-7bbb-8ccc-0123456789ab');
  });

  it.each(['call 0800 123', 'Your account is locked', '<b>', '', null])('should not repeat %j', (text) => {
    expect(requestIdOf(text)).toBeUndefined();
  });
});
