import { expect, test } from 'vitest';
import type { components } from '../../api/schema.d.ts';
import { checkWords } from './words.ts';

type Check = components['schemas']['DomainCheck'];

const domain: Check['domain'] = {
  id: 'd',
  name: 'acme.example',
  mailbox: 'external',
  addresses: 0,
  state: 'unproved',
  claim: { record: '_gatehouse-challenge.acme.example', value: 'abc', endsAt: '2026-12-08T12:00:00Z' },
  createdAt: '2026-11-24T12:00:00Z',
};

test.each<[Check['outcome'], string]>([
  ['not-found', 'There is no TXT record _gatehouse-challenge.acme.example yet.'],
  ['other-value', '_gatehouse-challenge.acme.example holds something else: one, two.'],
  ['no-answer', 'The DNS did not answer for acme.example.'],
])('a look at the record that ends with %s is explained', (outcome, what) => {
  expect(checkWords({ outcome, found: ['one', 'two'], domain }).what).toBe(what);
});
