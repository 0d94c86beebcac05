import type { FactorKind } from '../../api/login.ts';

/** The best one first. */
export const kindOrder: readonly FactorKind[] = ['passkey', 'totp', 'security-key'];

export const kindName: Record<FactorKind, string> = {
  passkey: 'Passkey',
  'security-key': 'Security key',
  totp: 'Authenticator app',
};

export const kindAction: Record<FactorKind, string> = {
  passkey: 'Set up a passkey',
  'security-key': 'Set up a security key',
  totp: 'Set up an authenticator app',
};

export const kindHelp: Record<FactorKind, string> = {
  passkey: 'Unlock your phone or computer to sign in. Quickest, and cannot be phished.',
  'security-key': 'A small key that you plug in or hold to your phone.',
  totp: 'An app on your phone shows a new code every 30 seconds.',
};
