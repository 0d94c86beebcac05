import type { components } from '../../api/schema.d.ts';
import { type Scope, scopes } from '../../api/scopes.ts';
import type { Meaning } from '../../ui/StatusChip.tsx';

export type Application = components['schemas']['Client'];
export type GrantType = components['schemas']['ClientGrantTypes'][number];

export const kinds = ['web', 'device', 'coded', 'service'] as const;

/** How an application works, which decides how it proves to be itself and whether people sign in to it. */
export type Kind = (typeof kinds)[number];

export const kindName: Record<Kind, string> = {
  web: 'Web application',
  device: 'App or single page',
  coded: 'Device that shows a code',
  service: 'Service',
};

export const kindHelp: Record<Kind, string> = {
  web: 'Runs on a server, which keeps a secret. People sign in to it.',
  device:
    'Runs on a device or in a browser, where no secret stays one. People sign in to it; PKCE takes the place of the secret.',
  coded:
    'A television, a printer, a program in a terminal: it has no browser or keyboard, shows a code, and people sign it in elsewhere.',
  service: 'A program that works without a person, by its own secret or key.',
};

/** With what an application proves itself that can keep something to itself. */
export type Proof = 'secret' | 'key';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** What the contract wants to hear of a kind. */
export const kindSettings = {
  web: { authMethod: 'client_secret_basic', grantTypes: ['authorization_code', 'refresh_token'] },
  device: { authMethod: 'none', grantTypes: ['authorization_code', 'refresh_token'] },
  coded: { authMethod: 'none', grantTypes: [deviceGrant, 'refresh_token'] },
  service: { authMethod: 'client_secret_basic', grantTypes: ['client_credentials'] },
} as const satisfies Record<Kind, unknown>;

export function kindOf({ authMethod, grantTypes }: Pick<Application, 'authMethod' | 'grantTypes'>): Kind {
  if (!grantTypes.includes('authorization_code')) {
    return grantTypes.includes(deviceGrant) ? 'coded' : 'service';
  }
  return authMethod === 'none' ? 'device' : 'web';
}

/** Whether people go there in a browser and come back from it with an answer. */
export function byBrowser(kind: Kind): boolean {
  return kind === 'web' || kind === 'device';
}

/** The grant types of an application whose people may, or may not, sign it in by a code as well. */
export function withDeviceGrant(grantTypes: readonly string[], wanted: boolean): GrantType[] {
  const others = grantTypes.filter((type): type is GrantType => type !== deviceGrant);
  return wanted ? [...others, deviceGrant] : others;
}

export const stateName: Record<Application['state'], string> = { active: 'Active', suspended: 'Suspended' };

export const stateMeaning: Record<Application['state'], Meaning> = { active: 'clean', suspended: 'blocked' };

export const scopeName: Record<Scope, string> = {
  openid: 'Identity',
  profile: 'Name',
  email: 'E-mail address',
  offline_access: 'Offline access',
  quarantine: 'Quarantine',
  inbox: 'Inbox',
  archive: 'Archive',
  files: 'Files',
  admin: 'Administration',
};

/** The name with the word that programs use for it, where that is another. */
export function scopeLabel(scope: Scope): string {
  const name = scopeName[scope];
  return name.toLowerCase() === scope ? name : `${name} (${scope})`;
}

/** What a scope gives an application, one sentence for administrators. */
export const scopeHelp: Record<Scope, string> = {
  openid: 'Know who signs in, by an identifier that stays the same.',
  profile: 'See the name of the person.',
  email: 'See the first address of the person.',
  offline_access: 'Go on while the person is not signed in, until it is taken back.',
  quarantine: 'See and release held messages.',
  inbox: 'Read, write and send mail.',
  archive: 'Search and read archived mail.',
  files: 'See and change files.',
  admin: 'Use the administration, as far as the roles of the person go.',
};

/** These say something about a person, so a program without one has no use for them. */
const aboutPeople: readonly Scope[] = ['openid', 'profile', 'email', 'offline_access'];

const serviceHelp: Partial<Record<Scope, string>> = {
  admin:
    'Use the administration of this organisation and read its audit log, but nothing that needs a fresh proof.',
};

export interface ScopeChoice {
  scope: Scope;
  help: string;
}

/** The scopes that make sense for a kind, each with its sentence. */
export function scopesFor(kind: Kind): ScopeChoice[] {
  return kind === 'service'
    ? scopes
        .filter((scope) => !aboutPeople.includes(scope))
        .map((scope) => ({ scope, help: serviceHelp[scope] ?? scopeHelp[scope] }))
    : scopes.map((scope) => ({ scope, help: scopeHelp[scope] }));
}

/** Those of `held` that a kind can have. */
export function fitting(kind: Kind, held: readonly Scope[]): Scope[] {
  return scopesFor(kind)
    .map(({ scope }) => scope)
    .filter((scope) => held.includes(scope));
}

/** What somebody typed into a field with one address a line. */
export function splitLines(text: string): string[] {
  return text.split(/\s+/).filter((part) => part !== '');
}
