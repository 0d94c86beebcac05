import type { LoginState, Way, WayKind } from '../../api/login.ts';

/** How a way is called in the list, and what to do when it cannot be used. */
const words: Record<WayKind, string> = {
  passkey: 'Use a passkey',
  'security-key': 'Use a security key',
  totp: 'Use your authenticator app',
  'mail-code': 'Get a code by e-mail',
  password: 'Enter your password',
  'recovery-code': 'Use a recovery code',
  pass: 'Use a pass from your administrator',
};

// The best one first: what cannot be phished, what needs no mail, and last what is kept for emergencies.
const order = Object.keys(words) as WayKind[];

export function wayName(kind: WayKind): string {
  return words[kind];
}

/** The ways of a sign-in, best first; those that cannot be used now stand last. */
export function sortedWays(login: LoginState): Way[] {
  return [...(login.ways ?? [])].sort(
    (a, b) => Number(b.available) - Number(a.available) || order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

/** Why a way cannot be used, in one sentence. */
export function whyNot(way: Way): string {
  switch (way.why) {
    case 'mailbox-behind-sign-in':
      return 'The code would arrive in the mailbox that this very sign-in opens.';
    case 'no-mailbox':
      return 'No mailbox outside Gatehouse is known that could receive it.';
    case 'cooling-down':
      return 'It was tried too often. It opens again in a while.';
    default:
      return 'It cannot be used right now.';
  }
}
