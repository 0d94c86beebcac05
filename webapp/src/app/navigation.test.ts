import { expect, test } from 'vitest';
import type { Permission, SignedIn } from '../api/session.ts';
import { adminStartOf } from './navigation.ts';

function session(...permissions: Permission[]): SignedIn {
  return {
    account: { id: 'a', name: 'Somebody', addresses: [], roles: [], permissions },
    organisation: { id: 'o', name: 'Acme', provider: false },
  } as unknown as SignedIn;
}

test.each<[string, Permission[], string]>([
  ['the provider', ['self', 'organisation', 'audit', 'provider'], '/admin/organisations'],
  ['an administrator', ['self', 'organisation', 'audit'], '/admin/organisations/o/accounts'],
  ['a compliance officer', ['self', 'audit'], '/admin/organisations/o/audit'],
  ['everybody else', ['self'], '/'],
])('Admin opens for %s at the first page that they may read', (_, permissions, start) => {
  expect(adminStartOf(session(...permissions))).toBe(start);
});
