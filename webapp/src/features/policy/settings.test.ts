import { describe, expect, it } from 'vitest';
import { floorWords, namedForPeople, ownWords, valueWords } from './settings.ts';

describe('valueWords', () => {
  it('should give numbers their unit, and zero its meaning', () => {
    expect(valueWords('trustedDeviceDays', 30)).toBe('30 days');
    expect(valueWords('trustedDeviceDays', 1)).toBe('1 day');
    expect(valueWords('passwordMaxAgeDays', 0)).toBe('Never expires');
  });

  it('should name words and lists of words', () => {
    expect(valueWords('mfaEnforcement', 'required')).toBe('Required');
    expect(valueWords('allowedFactors', ['passkey', 'totp'])).toBe('Passkey, Authenticator app');
    expect(valueWords('upstreamMfaCounted', false)).toBe('Not counted');
  });
});

describe('floorWords', () => {
  it('should say which way the level above binds', () => {
    expect(floorWords({ name: 'passwordMinLength', floor: 12, floorLevel: 'provider' })).toBe(
      'The provider asks for at least 12 characters.',
    );
    expect(floorWords({ name: 'sessionIdleMinutes', floor: 30, floorLevel: 'organisation' })).toBe(
      'The organisation allows at most 30 minutes.',
    );
    expect(floorWords({ name: 'allowedFactors', floor: ['passkey'], floorLevel: 'provider' })).toBe(
      'The provider allows only: Passkey.',
    );
  });

  it('should say nothing where nothing binds', () => {
    expect(floorWords({ name: 'passwordMinLength' })).toBeUndefined();
    expect(floorWords({ name: 'passwordMaxAgeDays', floor: 0, floorLevel: 'provider' })).toBeUndefined();
  });
});

describe('ownWords', () => {
  it('should tell a floor, and a decision that was handed back', () => {
    expect(ownWords('passwordMinLength', { value: 14, floor: true })).toBe(
      '14 characters, lower levels cannot be weaker',
    );
    expect(ownWords('passwordMinLength', undefined)).toBe('Left to the level above');
  });
});

describe('namedForPeople', () => {
  it('should put the name that people know in place of the contract’s', () => {
    expect(namedForPeople('passwordMinLength', 'passwordMinLength cannot be weaker than 13.')).toBe(
      'Password length cannot be weaker than 13.',
    );
  });
});
