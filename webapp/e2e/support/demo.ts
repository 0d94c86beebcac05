import { setTimeout as pause } from 'node:timers/promises';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DemoAccount {
  role: string;
  email: string;
  password: string;
  totpSecret?: string;
}

function demoAccounts(): DemoAccount[] {
  const file = join(process.env.GATEHOUSE_DATA_DIR ?? '../.gatehouse', 'demo.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { accounts: DemoAccount[] }).accounts;
}

/** An account of the demonstration, by its role. */
export function demoAccount(role: string): DemoAccount {
  const account = demoAccounts().find((entry) => entry.role === role);
  if (!account) {
    throw new Error(`The demonstration has no ${role}`);
  }
  return account;
}

/** An account of the demonstration, by how its address begins. */
export function demoPerson(start: string): DemoAccount {
  const account = demoAccounts().find((entry) => entry.email.startsWith(start));
  if (!account) {
    throw new Error(`The demonstration has nobody whose address begins with ${start}`);
  }
  return account;
}

const used = new Set<string>();

/** A code that was not used before: each works once, so this waits for the next one where it must. */
export async function freshTotp(secret: string): Promise<string> {
  while (used.has(totp(secret))) {
    await pause(250);
  }
  used.add(totp(secret));
  return totp(secret);
}

/** The code an authenticator app shows for a base32 secret (RFC 6238, SHA-1, six digits, 30 s). */
export function totp(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
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
