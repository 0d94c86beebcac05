import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DemoAccount {
  role: string;
  email: string;
  password: string;
  totpSecret?: string;
}

/** An account of the demonstration, by how its address begins. */
export function demoPerson(start: string): DemoAccount {
  const file = join(process.env.GATEHOUSE_DATA_DIR ?? '../.gatehouse', 'demo.json');
  const { accounts } = JSON.parse(readFileSync(file, 'utf8')) as { accounts: DemoAccount[] };
  const account = accounts.find((entry) => entry.email.startsWith(start));
  if (!account) {
    throw new Error(`The demonstration has nobody whose address begins with ${start}`);
  }
  return account;
}
