import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

/** That a session has ended, as a relying party understands it. */
export interface LogoutNotice {
  sub: string;
  sid: string;
}

interface Claims extends Partial<LogoutNotice> {
  iss?: string;
  aud?: string;
  iat?: number;
  exp?: number;
  jti?: string;
  nonce?: string;
  events?: Record<string, unknown>;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
const toleratedSeconds = 120;

/** Checks a logout token as OpenID Connect Back-Channel Logout 1.0 wants it (section 2.6), and throws when it is not good. */
export async function checkLogoutToken(
  token: string,
  issuer: string,
  jwksUri: string,
  clientId: string,
): Promise<LogoutNotice> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { typ, alg, kid } = read(header) as { typ?: string; alg?: string; kid?: string };
  demand(typ === 'logout+jwt', `typ ${typ}`);
  demand(alg === 'ES256', `alg ${alg}`);
  const { keys } = (await (await fetch(jwksUri)).json()) as { keys: (JsonWebKey & { kid?: string })[] };
  const key = keys.find((each) => each.kid === kid);
  demand(key !== undefined, `kid ${kid}`);
  const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' });
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  demand(signed, 'signature');

  const claims = read(payload) as Claims;
  const now = Date.now() / 1000;
  demand(claims.iss === issuer, `iss ${claims.iss}`);
  demand(claims.aud === clientId, `aud ${claims.aud}`);
  demand(Math.abs(now - (claims.iat ?? 0)) < toleratedSeconds, `iat ${claims.iat}`);
  demand((claims.exp ?? 0) > now, `exp ${claims.exp}`);
  demand(claims.events !== undefined && event in claims.events, 'events');
  demand(claims.nonce === undefined, 'nonce');
  demand(claims.jti !== undefined, 'jti');
  const { sub = '', sid = '' } = claims;
  demand(sub !== '' && sid !== '', 'sub and sid');
  return { sub, sid };
}

function read(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function demand(fulfilled: boolean, what: string): void {
  if (!fulfilled) {
    throw new Error(`The logout token is not good: ${what}`);
  }
}
