import { expect, it } from 'vitest';
import { eventWords } from './events.ts';

it('should tell an event in words, and say when it was refused', () => {
  expect(eventWords({ action: 'factor.enrol', result: 'success' })).toBe('Authenticator set up');
  expect(eventWords({ action: 'login.sign-in', result: 'refused' })).toBe('Sign-in (refused)');
});

it('should tell an action it has no words for by its name', () => {
  expect(eventWords({ action: 'account.add-address', result: 'success' })).toBe('Account: add address');
});
