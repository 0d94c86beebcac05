import type { components } from '../../api/schema.d.ts';

export type Setting = components['schemas']['PolicySetting'];
export type SettingName = Setting['name'];
export type Value = components['schemas']['PolicyValue'];
export type Level = components['schemas']['PolicyLevel'];

/** How a setting is called, and what it does in one sentence. */
export const settingWords: Record<SettingName, { name: string; help: string }> = {
  mfaEnforcement: {
    name: 'Second proof',
    help: 'Off: the password opens everything. Required: who has no authenticator is asked for a mailed code. Forced: everybody sets one up before anything opens.',
  },
  allowedFactors: { name: 'Allowed authenticators', help: 'What people may set up.' },
  trustedDeviceDays: { name: 'Trusted devices', help: 'How long a device may go without being asked again.' },
  sessionIdleMinutes: { name: 'Idle sessions', help: 'A session ends when nobody used it for this long.' },
  sessionAbsoluteHours: { name: 'Longest session', help: 'Everybody signs in again after this long.' },
  passwordMinLength: { name: 'Password length', help: 'The fewest characters of a new password.' },
  passwordHistory: { name: 'Password history', help: 'How many earlier passwords cannot be used again.' },
  passwordMaxAgeDays: {
    name: 'Password age',
    help: 'When a password must be replaced. NIST and ASVS advise against it: people choose weaker ones.',
  },
  upstreamMfaCounted: {
    name: 'Proof by other providers',
    help: 'Whether a second proof given at another identity provider counts here.',
  },
};

export const levelName: Record<Level, string> = {
  default: 'Built in',
  provider: 'Provider',
  organisation: 'Organisation',
  domain: 'Domain',
};

const words: Record<string, string> = {
  off: 'Off',
  required: 'Required',
  forced: 'Forced',
  totp: 'Authenticator app',
  passkey: 'Passkey',
  'security-key': 'Security key',
};

const units: Partial<Record<SettingName, { one: string; many: string; none: string }>> = {
  trustedDeviceDays: { one: 'day', many: 'days', none: 'Never trusted' },
  sessionIdleMinutes: { one: 'minute', many: 'minutes', none: 'No limit' },
  sessionAbsoluteHours: { one: 'hour', many: 'hours', none: 'No limit' },
  passwordMinLength: { one: 'character', many: 'characters', none: 'Any' },
  passwordHistory: { one: 'password', many: 'passwords', none: 'None kept' },
  passwordMaxAgeDays: { one: 'day', many: 'days', none: 'Never expires' },
};

/** A value of a setting as people say it: "30 days", "Required", "Passkey, Authenticator app". */
export function valueWords(name: SettingName, value: Value): string {
  if (Array.isArray(value)) {
    return value.map((word) => words[word] ?? word).join(', ');
  }
  if (typeof value === 'boolean') {
    return value ? 'Counted' : 'Not counted';
  }
  if (typeof value === 'string') {
    return words[value] ?? value;
  }
  const unit = units[name];
  if (value === 0 && unit) {
    return unit.none;
  }
  return unit ? `${value} ${value === 1 ? unit.one : unit.many}` : String(value);
}
