import type { components } from '../../api/schema.d.ts';

export type ClientKeys = components['schemas']['ClientKeys'];
export type ClientKey = ClientKeys['keys'][number];

/** What is wrong with what was pasted, in words for the field. */
export class UnreadableKeys extends Error {}

const mostKeys = 10;
const privateKey =
  'This is a private key, and it was not sent. It must never leave the application: paste the public one.';
const onlyThese = 'Only EC keys on P-256 and RSA keys from 2048 bits are taken.';
/** What the contract knows of a key; the rest, such as certificates, does not matter here. */
const members = ['kty', 'kid', 'use', 'alg', 'crv', 'x', 'y', 'n', 'e'] as const;
const algorithms = ['ES256', 'RS256', 'PS256'];
/** Nothing public has one of these (RFC 7518, section 6). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Public keys out of what somebody pasted: a JWK Set, a JWK, or PEM.
 *
 * @throws UnreadableKeys
 */
export async function readKeys(pasted: string): Promise<ClientKeys> {
  const text = pasted.trim();
  if (text === '') {
    throw new UnreadableKeys('Paste the public keys of the application.');
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new UnreadableKeys(privateKey);
  }
  const keys = text.startsWith('-----') ? await readPem(text) : readJson(text);
  if (keys.length > mostKeys) {
    throw new UnreadableKeys(`At most ${mostKeys} keys stand side by side.`);
  }
  return { keys };
}

function readJson(text: string): ClientKey[] {
  const found = candidates(parse(text));
  const secret = found.some((key) => secretMembers.some((name) => name in key));
  if (secret) {
    throw new UnreadableKeys(privateKey);
  }
  const forSignatures = found.filter(({ use }) => use !== 'enc');
  if (forSignatures.length === 0) {
    throw new UnreadableKeys('There is no key for signatures in it.');
  }
  return forSignatures.map(checked);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableKeys(
      'This is neither a JWK Set nor PEM. It begins with { or with -----BEGIN PUBLIC KEY-----.',
    );
  }
}

type Members = Record<string, unknown>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function candidates(parsed: unknown): Members[] {
  const list =
    isMembers(parsed) && 'keys' in parsed ? parsed.keys : Array.isArray(parsed) ? parsed : [parsed];
  if (!Array.isArray(list) || !list.every(isMembers)) {
    throw new UnreadableKeys('This is JSON, but no JWK Set and no JWK.');
  }
  return list;
}

function checked(key: Members): ClientKey {
  const { kty, crv, alg } = key;
  if ((kty !== 'EC' || crv !== 'P-256') && kty !== 'RSA') {
    throw new UnreadableKeys(
      typeof kty === 'string'
        ? `One key is ${[kty, crv].filter((word) => typeof word === 'string').join(' ')}. ${onlyThese}`
        : 'This is JSON, but no JWK Set and no JWK.',
    );
  }
  if (typeof alg === 'string' && !algorithms.includes(alg)) {
    throw new UnreadableKeys(`One key is for ${alg}. Only ${algorithms.join(', ')} are taken.`);
  }
  return Object.fromEntries(
    members.filter((name) => key[name] !== undefined).map((name) => [name, key[name]]),
  ) as unknown as ClientKey;
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

async function readPem(text: string): Promise<ClientKey[]> {
  const blocks = [...text.matchAll(pemBlock)];
  if (blocks.length === 0) {
    throw new UnreadableKeys('The PEM is not complete: the -----END line belongs to it.');
  }
  return Promise.all(blocks.map(([, kind = '', body = '']) => readBlock(kind, body)));
}

async function readBlock(kind: string, body: string): Promise<ClientKey> {
  if (kind === 'CERTIFICATE') {
    throw new UnreadableKeys(
      'This is a certificate. “openssl x509 -pubkey -noout -in FILE” takes the public key out of it.',
    );
  }
  if (kind !== 'PUBLIC KEY') {
    throw new UnreadableKeys(
      `This is ${kind}. Paste one that begins with -----BEGIN PUBLIC KEY-----; “openssl pkey -pubin -pubout -in FILE” makes it.`,
    );
  }
  const jwk = await toJwk(body);
  if (!jwk) {
    throw new UnreadableKeys(onlyThese);
  }
  // The browser would name one algorithm; the key can do with others of its kind.
  return checked({ ...jwk, alg: undefined });
}

/** The browser reads keys only on pages that came by https, or from this machine. */
async function toJwk(base64: string): Promise<JsonWebKey | undefined> {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle) {
    throw new UnreadableKeys('PEM can be read over https only. Paste a JWK Set.');
  }
  const algorithms = [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ];
  for (const algorithm of algorithms) {
    try {
      const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (sign) => sign.charCodeAt(0));
      return await subtle.exportKey(
        'jwk',
        await subtle.importKey('spki', bytes, algorithm, true, ['verify']),
      );
    } catch {
      // Of another kind, or damaged.
    }
  }
  return undefined;
}

/** A key as its developers know it. */
export function keyName({ kty, kid, n = '' }: ClientKey): string {
  const kind = kty === 'EC' ? 'EC P-256' : `RSA ${Math.floor((n.length * 6) / 8) * 8}`;
  return kid === undefined ? kind : `${kind}, ${kid}`;
}
