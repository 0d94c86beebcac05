import { describe, expect, it } from 'vitest';
import { fitting, kindOf, kinds, kindSettings, scopesFor, splitLines } from './words.ts';

it.each(kinds)('should know %s again by its settings', (kind) => {
  const { authMethod, grantTypes } = kindSettings[kind];
  expect(kindOf({ authMethod, grantTypes: [...grantTypes] })).toBe(kind);
});

describe('scopes of a service', () => {
  it('should leave out what is about a person', () => {
    expect(scopesFor('service').map(({ scope }) => scope)).toEqual([
      'quarantine',
      'inbox',
      'archive',
      'files',
      'admin',
    ]);
  });

  it('should drop what was ticked for another kind', () => {
    expect(fitting('service', ['openid', 'files'])).toEqual(['files']);
  });
});

it('should take addresses from lines, however they are spaced', () => {
  expect(splitLines(' https://a.example/cb \n\nhttps://b.example/cb\n')).toEqual([
    'https://a.example/cb',
    'https://b.example/cb',
  ]);
});
