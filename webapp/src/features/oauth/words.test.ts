import { describe, expect, it } from 'vitest';
import {
  deviceGrant,
  fitting,
  kindOf,
  kinds,
  kindSettings,
  scopesFor,
  splitLines,
  withDeviceGrant,
} from './words.ts';

it.each(kinds)('should know %s again by its settings', (kind) => {
  const { authMethod, grantTypes } = kindSettings[kind];
  expect(kindOf({ authMethod, grantTypes: [...grantTypes] })).toBe(kind);
});

it('should add and take away the code on another device, and leave the rest', () => {
  const usual = ['authorization_code', 'refresh_token'];
  expect(withDeviceGrant(usual, true)).toEqual([...usual, deviceGrant]);
  expect(withDeviceGrant([deviceGrant, ...usual], true)).toEqual([...usual, deviceGrant]);
  expect(withDeviceGrant([...usual, deviceGrant], false)).toEqual(usual);
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
