import { createHmac } from 'node:crypto';

const periodMs = 30_000;

/**
 * An authenticator app that never shows the same code twice, as each works once. The server takes codes a period early or
 * late, so two are to be had at any moment without waiting.
 */
export class AuthenticatorApp {
  readonly #secret: string;
  #last = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** A code not shown before. */
  code(): string {
    // The period of twenty seconds ago: a code of the period before then has at least ten more seconds to arrive.
    const earliest = Math.floor((Date.now() - 20_000) / periodMs);
    this.#last = Math.max(this.#last + 1, earliest);
    return hotp(this.#secret, this.#last);
  }
}

/** RFC 4226 on a base32 secret: SHA-1, six digits. */
function hotp(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text.replace(/[\s=]/g, '').toUpperCase())
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
