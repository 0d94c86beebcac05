import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyName, readKeys } from './clientKeys.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'ES256' };
const pem = (key: typeof ec.publicKey) => key.export({ format: 'pem', type: 'spki' }).toString();

describe('readKeys', () => {
  it('should take a JWK Set, a list and a single JWK', async () => {
    for (const pasted of [{ keys: [jwk] }, [jwk], jwk]) {
      expect(await readKeys(JSON.stringify(pasted, null, 2))).toEqual({ keys: [jwk] });
    }
  });

  it('should leave out what is not for signatures, and what the server does not keep', async () => {
    const set = {
      keys: [
        { ...jwk, x5c: ['MII'], key_ops: ['verify'] },
        { kty: 'RSA', use: 'enc' },
      ],
    };
    expect(await readKeys(JSON.stringify(set))).toEqual({ keys: [jwk] });
  });

  it('should take PEM, several one after the other', async () => {
    const { kty, crv, x, y } = jwk as Record<string, unknown>;
    const { n, e } = rsa.publicKey.export({ format: 'jwk' });
    expect(await readKeys(` ${pem(ec.publicKey)}\n${pem(rsa.publicKey)}`)).toEqual({
      keys: [
        { kty, crv, x, y },
        { kty: 'RSA', n, e },
      ],
    });
  });

  it.each([
    ['a private JWK', JSON.stringify(ec.privateKey.export({ format: 'jwk' }))],
    ['private PEM', ec.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
    ['private PEM of old', ec.privateKey.export({ format: 'pem', type: 'sec1' }).toString()],
    ['a shared secret', JSON.stringify({ kty: 'oct', k: 'AAAA' })],
  ])('should refuse %s, and say that it was not sent', (_, pasted) =>
    expect(readKeys(pasted)).rejects.toThrow(/^This is a private key, and it was not sent/),
  );

  it.each([
    ['', 'Paste the public keys'],
    ['hello', 'neither a JWK Set nor PEM'],
    ['42', 'no JWK Set and no JWK'],
    ['{"keys": "all"}', 'no JWK Set and no JWK'],
    ['{"a": 1}', 'no JWK Set and no JWK'],
    ['{"keys": []}', 'no key for signatures'],
    ['{"kty": "OKP", "crv": "Ed25519", "x": "AA"}', 'One key is OKP Ed25519'],
    ['{"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"}', 'One key is EC P-384'],
    ['{"kty": "RSA", "alg": "RS512", "n": "AA", "e": "AQAB"}', 'One key is for RS512'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA', 'not complete'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'Only EC keys on P-256'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'This is a certificate'],
    ['-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----', 'openssl pkey'],
    [JSON.stringify(Array.from({ length: 11 }, () => jwk)), 'At most 10'],
  ])('should say what is wrong with %j', (pasted, words) => expect(readKeys(pasted)).rejects.toThrow(words));
});

it('should name a key by its kind and its ID', async () => {
  const [key] = (await readKeys(pem(rsa.publicKey))).keys;
  expect(key && keyName(key)).toBe('RSA 2048');
  expect(keyName({ kty: 'EC', kid: 'one' })).toBe('EC P-256, one');
});
