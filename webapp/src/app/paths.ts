/** Every address of the application. Nothing else writes one. */
export const paths = {
  home: '/',
  security: '/security',

  signIn: '/sign-in',
  // The mailed links carry their token behind '#', which no server, proxy or Referer header sees. Without one, the
  // reset page asks for a link.
  reset: '/reset',
  invitation: '/invitation',
  undoAddress: '/undo-address',
  // The server sends browsers here in the middle of a sign-in to an application: `?request=` names what waits.
  consent: '/consent',
  failure: '/error',

  admin: '/admin',
  organisations: '/admin/organisations',
  providerPolicy: '/admin/policy',
  accounts: (organisationId: string) => `/admin/organisations/${organisationId}/accounts`,
  account: (organisationId: string, accountId: string) =>
    `/admin/organisations/${organisationId}/accounts/${accountId}`,
  accountImport: (organisationId: string) => `/admin/organisations/${organisationId}/import`,
  domains: (organisationId: string) => `/admin/organisations/${organisationId}/domains`,
  policy: (organisationId: string) => `/admin/organisations/${organisationId}/policy`,
  audit: (organisationId: string) => `/admin/organisations/${organisationId}/audit`,
  applications: (organisationId: string) => `/admin/organisations/${organisationId}/applications`,
  application: (organisationId: string, clientId: string) =>
    `/admin/organisations/${organisationId}/applications/${clientId}`,
  signingKeys: '/admin/signing-keys',
} as const;

/** Pages for people who are not signed in. */
export const outsidePaths = [
  paths.signIn,
  paths.reset,
  paths.invitation,
  paths.undoAddress,
  paths.consent,
  paths.failure,
] as const;

export type OutsidePath = (typeof outsidePaths)[number];

export function isOutside(pathname: string): pathname is OutsidePath {
  return (outsidePaths as readonly string[]).includes(pathname);
}

/** The sign-in page that leads back to where somebody wanted to be. */
export function signInFor(wanted: string): string {
  return wanted === paths.home ? paths.signIn : `${paths.signIn}?return=${encodeURIComponent(wanted)}`;
}

/** The same, for somebody whose session ended in the middle of something. */
export function signInAgainFor(wanted: string): string {
  return `${paths.signIn}?ended&return=${encodeURIComponent(wanted)}`;
}

/** The sign-in page for a waiting request, to sign in as somebody else than who is signed in. */
export function signInAsAnother(request: string): string {
  return `${paths.signIn}?request=${encodeURIComponent(request)}&another`;
}

/** Whether the sign-in page was opened because a session ended. */
export function endedIn(search: string): boolean {
  return new URLSearchParams(search).has('ended');
}

/**
 * Where to go after signing in: a path of this site's inside, or home. Anything that a browser could read as another
 * site (`//evil.example`, `/\evil.example`, `https:...`) is home.
 */
export function returnPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '';
  if (!/^\/(?![/\\])/.test(wanted) || hasControlCharacter(wanted)) {
    return paths.home;
  }
  const url = URL.canParse(wanted, origin) ? new URL(wanted, origin) : undefined;
  if (url?.origin !== origin || isOutside(url.pathname) || /^\/[/\\]/.test(url.pathname)) {
    return paths.home;
  }
  return url.pathname + url.search + url.hash;
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ');
}
