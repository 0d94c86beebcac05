import type { FactorKind } from '../../api/login.ts';
import { may, type SignedIn } from '../../api/session.ts';
import type { components } from '../../api/schema.d.ts';
import type { Meaning } from '../../ui/StatusChip.tsx';

export type Role = components['schemas']['Role'];
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

/** What a role lets somebody do, in one line. */
export const roleHelp: Record<Role, string> = {
  'provider-admin': 'Runs this installation and every organisation on it.',
  'organisation-admin': 'Manages people, domains and the policy, and reads the audit log.',
  'spam-admin': 'Looks after held messages of the whole organisation.',
  'compliance-officer': 'Reads the audit log. Changes nothing.',
  user: 'Uses the own mailbox and the own security settings.',
};

/** The roles the person in front may give among these people; the server decides again. */
export function grantableRoles(session: SignedIn, providersOwn: boolean): readonly Role[] {
  return roles.filter(
    (role) => role !== 'user' && (role !== 'provider-admin' || (providersOwn && may(session, 'provider'))),
  );
}

/** What somebody typed into a field for addresses: separated by spaces, commas or semicolons. */
export function splitAddresses(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

/** Roles worth naming: everybody is a user. */
export function shownRoles(held: readonly Role[]): readonly Role[] {
  return held.filter((role) => role !== 'user');
}

/** What a look at the record of a domain showed, when it did not prove it. */
export function checkWords({ outcome, found, domain }: components['schemas']['DomainCheck']) {
  const name = domain.claim?.record ?? domain.name;
  switch (outcome) {
    case 'other-value':
      return {
        what: `${name} holds something else: ${found.join(', ')}.`,
        todo: 'Publish the value below, letter by letter, and check again.',
      };
    case 'no-answer':
      return { what: `The DNS did not answer for ${domain.name}.`, todo: 'Try again in a few minutes.' };
    default:
      return {
        what: `There is no TXT record ${name} yet.`,
        todo: 'Publish it. A new record can take some hours to be seen.',
      };
  }
}
