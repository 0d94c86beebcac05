import { describe, expect, it } from 'vitest';
import { complaint, floorWords, ownWords, valueWords } from './settings.ts';

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

describe('complaint', () => {
  it('should not take an empty field for zero, nor a number out of range', () => {
    expect(complaint('trustedDeviceDays', Number.NaN)).toBe('Choose a whole number from 0 to 90.');
    expect(complaint('trustedDeviceDays', 91)).toBe('Choose a whole number from 0 to 90.');
    expect(complaint('trustedDeviceDays', 0)).toBeUndefined();
  });

  it('should want one of a list', () => {
    expect(complaint('allowedFactors', [])).toBe('Choose at least one.');
    expect(complaint('allowedFactors', ['totp'])).toBeUndefined();
  });
});
