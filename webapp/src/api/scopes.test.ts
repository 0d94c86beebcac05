import { expect, test } from 'vitest';
import { scopeWords } from './scopes.ts';

test('should tell scopes in one order, whatever order they come in', () => {
  expect(scopeWords(['email', 'openid'])).toEqual([
    'Know that it is you who signs in',
    'See your e-mail address',
  ]);
});

test('should not hide a scope that has no words yet', () => {
  expect(scopeWords(['openid', 'fridge'])).toEqual(['Know that it is you who signs in', 'Use “fridge”']);
});
