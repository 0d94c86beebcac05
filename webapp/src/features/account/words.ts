import type { FactorKind } from '../../api/login.ts';
import type { components } from '../../api/schema.d.ts';
import type { Meaning } from '../../ui/StatusChip.tsx';

type Role = components['schemas']['Role'];
type AccountState = components['schemas']['Account']['state'];

export const roles = [
  'provider-admin',
  'organisation-admin',
  'spam-admin',
  'compliance-officer',
  'user',
] as const satisfies readonly Role[];

export const roleName: Record<Role, string> = {
  'provider-admin': 'Provider administrator',
  'organisation-admin': 'Administrator',
  'spam-admin': 'Spam administrator',
  'compliance-officer': 'Compliance officer',
  user: 'User',
};

export const accountStates = ['invited', 'active', 'suspended'] as const satisfies readonly AccountState[];

export const stateName: Record<AccountState, string> = {
  invited: 'Invited',
  active: 'Active',
  suspended: 'Suspended',
};

export const stateMeaning: Record<AccountState, Meaning> = {
  invited: 'info',
  active: 'clean',
  suspended: 'blocked',
};

export const factorName: Record<FactorKind, string> = {
  passkey: 'Passkey',
  'security-key': 'Security key',
  totp: 'App',
};

/** Roles worth naming: everybody is a user. */
export function shownRoles(held: readonly Role[]): readonly Role[] {
  return held.filter((role) => role !== 'user');
}
