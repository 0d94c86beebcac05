import { queryOptions } from '@tanstack/react-query';
import { client, must } from './client.ts';
import type { components } from './schema.d.ts';

export type AuditEntry = components['schemas']['AuditEntry'];

/** The newest security events of one's own account. */
export const ownEventsQuery = (limit: number) =>
  queryOptions({
    queryKey: ['events', limit],
    queryFn: ({ signal }) => must(client.GET('/api/v1/events', { params: { query: { limit } }, signal })),
  });

const words: Record<string, string> = {
  'login.sign-in': 'Sign-in',
  'login.sign-out': 'Sign-out',
  'login.step-up': 'Fresh proof',
  'login.change-password': 'Password changed',
  'login.reset-password': 'Password reset by mail',
  'login.ask-reset': 'Password reset asked for',
  'login.start-reset': 'Password reset started by an administrator',
  'login.accept-invitation': 'Invitation accepted',
  'login.change-address': 'Recovery address changed',
  'login.undo-address': 'Change of recovery address taken back',
  'login.end-session': 'Session ended',
  'login.end-sessions': 'Sessions ended by an administrator',
  'login.end-other-sessions': 'Other sessions ended',
  'login.forget-device': 'Device forgotten',
  'login.disown': '“This was not me”',
  'factor.enrol': 'Authenticator set up',
  'factor.remove': 'Authenticator removed',
  'factor.rename': 'Authenticator renamed',
  'factor.reset': 'Authenticators reset by an administrator',
  'factor.pass': 'Enrolment pass issued',
  'factor.recovery-codes': 'New recovery codes made',
  'factor.copy-suspected': 'Security key may have been copied',
  'account.create': 'Account created',
  'account.update': 'Account changed',
  'account.delete': 'Account deleted',
  'account.invite': 'Invitation sent',
  'account.export': 'People exported',
  'account.start-import': 'Import of people started',
  'account.finish-import': 'Import of people finished',
  'account.cancel-import': 'Import of people stopped',
  'account.create-domain': 'Domain added',
  'account.update-domain': 'Domain changed',
  'account.delete-domain': 'Domain removed',
  'account.prove-domain': 'Domain proved',
  'account.lose-domain': 'Domain lost to whoever proved it',
  'account.create-organisation': 'Organisation created',
  'account.update-organisation': 'Organisation changed',
  'policy.change': 'Policy changed',
  'oauth.create-client': 'Application created',
  'oauth.update-client': 'Application changed',
  'oauth.delete-client': 'Application deleted',
  'oauth.issue-client-secret': 'New secret for an application',
  'oauth.consent': 'Application allowed',
  'oauth.remove-app': 'Access of an application removed',
  'oauth.code-misused': 'Sign-in code of an application in the wrong hands',
  'oauth.code-used-again': 'Sign-in code of an application used twice',
  'oauth.refresh-token-used-again': 'Stolen access of an application stopped',
  'oauth.rotate-keys': 'Signing keys replaced',
  'federation.sign-in': 'Sign-in with an identity provider',
  'federation.connect': 'Account connected with an identity provider',
  'federation.disconnect': 'Account disconnected from an identity provider',
  'federation.create-provider': 'Identity provider added',
  'federation.update-provider': 'Identity provider changed',
  'federation.delete-provider': 'Identity provider deleted',
  'audit.export': 'Audit log exported',
  'audit.verify': 'Audit log verified',
};

/** What happened, for people; an action without words of its own is told by its name. */
export function eventWords({ action, result }: Pick<AuditEntry, 'action' | 'result'>): string {
  const known = words[action];
  const [feature = '', verb = ''] = action.replaceAll('-', ' ').split('.');
  const said = known ?? `${feature.slice(0, 1).toUpperCase()}${feature.slice(1)}: ${verb}`;
  return result === 'refused' ? `${said} (refused)` : said;
}
