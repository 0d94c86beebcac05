import { describe, expect, it } from 'vitest';
import { valueWords } from './settings.ts';

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
