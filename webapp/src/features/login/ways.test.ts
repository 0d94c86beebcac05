import { describe, expect, it } from 'vitest';
import type { LoginState } from '../../api/login.ts';
import { sortedWays } from './ways.ts';

const login = (...ways: NonNullable<LoginState['ways']>): LoginState => ({
  step: 'factor',
  purpose: 'sign-in',
  ways,
});

describe('sortedWays', () => {
  it('should offer what cannot be phished first and emergencies last', () => {
    const ways = login(
      { kind: 'recovery-code', available: true },
      { kind: 'totp', available: true },
      { kind: 'passkey', available: true },
    );
    expect(sortedWays(ways).map((way) => way.kind)).toEqual(['passkey', 'totp', 'recovery-code']);
  });

  it('should put what cannot be used after what can', () => {
    const ways = login(
      { kind: 'mail-code', available: false, why: 'mailbox-behind-sign-in' },
      { kind: 'pass', available: true },
    );
    expect(sortedWays(ways).map((way) => way.kind)).toEqual(['pass', 'mail-code']);
  });
});
