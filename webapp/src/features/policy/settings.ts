import type { components } from '../../api/schema.d.ts';

export type Policy = components['schemas']['Policy'];
export type Setting = components['schemas']['PolicySetting'];
export type SettingName = Setting['name'];
export type Value = components['schemas']['PolicyValue'];
export type Level = components['schemas']['PolicyLevel'];
export type Own = components['schemas']['PolicyOwn'];
export type Enforcement = components['schemas']['MfaEnforcement'];
export type ChangeEntry = components['schemas']['PolicyChangeEntry'];

/** How a setting is called, and what it does in one sentence. */
export const settingWords: Record<SettingName, { name: string; help: string }> = {
  mfaEnforcement: {
    name: 'Enforce MFA',
    help: 'What is asked of people who have no authenticator. Whoever has one is always asked for it.',
  },
  allowedFactors: { name: 'Allowed authenticators', help: 'What people may set up and use.' },
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

export const enforcements = ['off', 'required', 'forced'] as const satisfies readonly Enforcement[];

/** What each level of MFA means for a person, in one sentence. */
export const enforcementHelp: Record<Enforcement, string> = {
  off: 'The password is enough for people who have no authenticator.',
  required: 'People who have no authenticator type a code from their mail after the password.',
  forced: 'After the mailed code, people must set up an authenticator before anything opens.',
};

export const factorKinds = ['totp', 'passkey', 'security-key'] as const;

export const levelName: Record<Level, string> = {
  default: 'Default',
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

interface NumberWords {
  one: string;
  many: string;
  /** What 0 means. */
  none: string;
  min: number;
  max: number;
  /** Which way is stricter, for the words of a floor. */
  stricter: 'more' | 'less';
}

/** Units and the ranges that the server takes. */
export const numbers: Partial<Record<SettingName, NumberWords>> = {
  trustedDeviceDays: { one: 'day', many: 'days', none: 'Never trusted', min: 0, max: 90, stricter: 'less' },
  sessionIdleMinutes: {
    one: 'minute',
    many: 'minutes',
    none: 'No limit',
    min: 5,
    max: 1440,
    stricter: 'less',
  },
  sessionAbsoluteHours: { one: 'hour', many: 'hours', none: 'No limit', min: 1, max: 720, stricter: 'less' },
  passwordMinLength: {
    one: 'character',
    many: 'characters',
    none: 'Any',
    min: 8,
    max: 128,
    stricter: 'more',
  },
  passwordHistory: {
    one: 'password',
    many: 'passwords',
    none: 'None kept',
    min: 0,
    max: 24,
    stricter: 'more',
  },
  passwordMaxAgeDays: {
    one: 'day',
    many: 'days',
    none: 'Never expires',
    min: 0,
    max: 730,
    stricter: 'less',
  },
};

/** One word of a choice or a list, for people. */
export function wordOf(word: string): string {
  return words[word] ?? word;
}

/** A value of a setting as people say it: "30 days", "Required", "Passkey, Authenticator app". */
export function valueWords(name: SettingName, value: Value): string {
  if (Array.isArray(value)) {
    return value.map(wordOf).join(', ');
  }
  if (typeof value === 'boolean') {
    return value ? 'Counted' : 'Not counted';
  }
  if (typeof value === 'string') {
    return wordOf(value);
  }
  const unit = numbers[name];
  if (value === 0 && unit) {
    return unit.none;
  }
  return unit ? `${value} ${value === 1 ? unit.one : unit.many}` : String(value);
}

/** "The provider asks for at least 12 characters.", or nothing where no level above has set a floor. */
export function floorWords({
  name,
  floor,
  floorLevel,
}: Pick<Setting, 'name' | 'floor' | 'floorLevel'>): string | undefined {
  if (floor === undefined || floorLevel === undefined) {
    return undefined;
  }
  const who = `The ${levelName[floorLevel].toLowerCase()}`;
  const value = valueWords(name, floor);
  if (Array.isArray(floor)) {
    return `${who} allows only: ${value}.`;
  }
  if (typeof floor === 'boolean') {
    return floor ? undefined : `${who} does not let it count.`;
  }
  if (typeof floor === 'string') {
    return floor === 'off' ? undefined : `${who} asks for at least ${value}.`;
  }
  if (name === 'passwordMaxAgeDays' && floor === 0) {
    return undefined;
  }
  if (name === 'trustedDeviceDays' && floor === 0) {
    return `${who} does not let devices be trusted.`;
  }
  return numbers[name]?.stricter === 'more'
    ? `${who} asks for at least ${value}.`
    : `${who} allows at most ${value}.`;
}

/** What a level had set or has set, for the change log; nothing set is the level above's decision. */
export function ownWords(name: SettingName, own: Own | undefined): string {
  if (!own) {
    return 'Left to the level above';
  }
  return valueWords(name, own.value) + (own.floor ? ', lower levels cannot be weaker' : '');
}

/** What is wrong with a value before it is sent, or nothing. An empty number field is no number. */
export function complaint(name: SettingName, value: Value): string | undefined {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'Choose at least one.' : undefined;
  }
  const range = numbers[name];
  if (typeof value !== 'number' || !range) {
    return undefined;
  }
  return Number.isInteger(value) && value >= range.min && value <= range.max
    ? undefined
    : `Choose a whole number from ${range.min} to ${range.max}.`;
}
