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
  // An application wants somebody signed out: `?request=` names the wish, where it is known whose it is.
  signOut: '/sign-out',
  signedOut: '/signed-out',
  // Where a device without a keyboard sends its person, with the code that it shows or without (RFC 8628).
  device: '/device',
  // Identity providers send browsers back here, each to an address of its own below this one.
  signInWith: '/sign-in/with',

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
  identityProviders: (organisationId: string) => `/admin/organisations/${organisationId}/identity-providers`,
  identityProvider: (organisationId: string, providerId: string) =>
    `/admin/organisations/${organisationId}/identity-providers/${providerId}`,
  signingKeys: '/admin/signing-keys',
} as const;

/** Pages on the card, which stand outside of the application's frame. */
export const outsidePaths = [
  paths.signIn,
  paths.reset,
  paths.invitation,
  paths.undoAddress,
  paths.consent,
  paths.failure,
  paths.signOut,
  paths.signedOut,
  paths.device,
  paths.signInWith,
] as const;

export type OutsidePath = (typeof outsidePaths)[number];

export function isOutside(pathname: string): boolean {
  return outsidePathOf(pathname) !== undefined;
}

/** The page for people who are not signed in that an address belongs to, if it is one. */
export function outsidePathOf(pathname: string): OutsidePath | undefined {
  return outsidePaths.find(
    (path) => path === pathname || (path === paths.signInWith && pathname.startsWith(`${path}/`)),
  );
}

/** The sign-in page that leads back to where somebody wanted to be. */
export function signInFor(wanted: string): string {
  return wanted === paths.home ? paths.signIn : `${paths.signIn}?return=${encodeURIComponent(wanted)}`;
}

/**
 * What a sign-in was for, taken over to another page of it: the query without all the rest. The sign-in page looks at its words
 * closely whoever wrote them.
 */
export function purposeOf(search: string): string {
  const all = new URLSearchParams(search);
  const kept = ['request', 'return'].flatMap((name) =>
    all
      .getAll(name)
      .slice(0, 1)
      .map((value) => [name, value]),
  );
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`;
}

/** The page on which somebody asks for a new password in the middle of a sign-in, and the way back. */
export const resetIn = (search: string) => `${paths.reset}${purposeOf(search)}`;
export const signInWith = (search: string) => `${paths.signIn}${purposeOf(search)}`;

/** The same, for somebody whose session ended in the middle of something. */
export function signInAgainFor(wanted: string): string {
  return `${paths.signIn}?ended&return=${encodeURIComponent(wanted)}`;
}

/** The page for a device's code; nothing is asked of the server before the person does. */
export function deviceWith(code: string): string {
  return code === '' ? paths.device : `${paths.device}?code=${encodeURIComponent(code)}`;
}

/** Whether that is the page for a device's code. */
export function leadsToDevice(path: string): boolean {
  return path === paths.device || path.startsWith(`${paths.device}?`);
}

/** The sign-in page for a waiting request, to sign in as somebody else than who is signed in. */
export function signInAsAnother(request: string): string {
  return `${paths.signIn}?request=${encodeURIComponent(request)}&another`;
}

/** Whether the sign-in page was opened because a session ended. */
export function endedIn(search: string): boolean {
  return new URLSearchParams(search).has('ended');
}

/** Pages on the card that somebody signs in for. */
function isForSignedIn(pathname: string): boolean {
  return !isOutside(pathname) || pathname === paths.device;
}

/**
 * Where to go after signing in: a page of this site for signed-in people, or home. Anything that a browser could read as another
 * site (`//evil.example`, `/\evil.example`, `https:...`) is home.
 */
export function returnPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '';
  if (!/^\/(?![/\\])/.test(wanted) || hasControlCharacter(wanted)) {
    return paths.home;
  }
  const url = URL.canParse(wanted, origin) ? new URL(wanted, origin) : undefined;
  if (url?.origin !== origin || !isForSignedIn(url.pathname) || /^\/[/\\]/.test(url.pathname)) {
    return paths.home;
  }
  return url.pathname + url.search + url.hash;
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ');
}
