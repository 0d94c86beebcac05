import type { components } from './schema.d.ts';

export type Scope = components['schemas']['Scope'];

/** What an application may do with a scope, said to the person who lets it: "It can ...". */
const words: Record<Scope, string> = {
  openid: 'Know that it is you who signs in',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Keep its access while you are not signed in, until you take it back',
  quarantine: 'See and release your held messages',
  inbox: 'Read, write and send your mail',
  archive: 'Search and read your archived mail',
  files: 'See and change your files',
  admin: 'Do in the administration what your roles let you do, in your name',
};

/** All of them, in the order of the contract. */
export const scopes = Object.keys(words) as Scope[];

/** One sentence for each scope, without a full stop; a scope that is not known goes by its name. */
export function scopeWords(held: readonly string[]): string[] {
  const known = scopes.filter((scope) => held.includes(scope)).map((scope) => words[scope]);
  return [...known, ...held.filter((scope) => !(scope in words)).map((scope) => `Use “${scope}”`)];
}
