import { describe, expect, it } from 'vitest';
import { endedIn, isOutside, paths, returnPath, signInAgainFor, signInFor } from './paths.ts';

const origin = 'https://mail.acme.example';
const back = (wanted: string) => returnPath(`?return=${encodeURIComponent(wanted)}`, origin);

describe('returnPath', () => {
  it('should lead back to a page of this site with its filters', () => {
    expect(back('/admin/organisations?q=ann#top')).toBe('/admin/organisations?q=ann#top');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    ' https://evil.example',
    'security',
    '',
  ])('should lead home instead of to %j', (wanted) => expect(back(wanted)).toBe(paths.home));

  it('should never lead back to a page for signed-out people', () => {
    expect(back('/sign-in?return=%2Fsecurity')).toBe(paths.home);
  });

  it('should lead home when nothing is wanted', () => {
    expect(returnPath('', origin)).toBe(paths.home);
  });
});

it('should carry the wanted page to the sign-in page and back', () => {
  const address = signInFor('/security?tab=sessions');
  expect(returnPath(new URL(address, origin).search, origin)).toBe('/security?tab=sessions');
  expect(signInFor(paths.home)).toBe(paths.signIn);
});

it('should tell the sign-in page that a session ended, and lead back all the same', () => {
  const { search } = new URL(signInAgainFor('/security?tab=sessions'), origin);
  expect(endedIn(search)).toBe(true);
  expect(returnPath(search, origin)).toBe('/security?tab=sessions');
  expect(endedIn(new URL(signInFor('/security'), origin).search)).toBe(false);
});

it('should know the pages for signed-out people', () => {
  expect(isOutside('/sign-in')).toBe(true);
  expect(isOutside('/security')).toBe(false);
});
