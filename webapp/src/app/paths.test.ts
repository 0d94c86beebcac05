import { describe, expect, it } from 'vitest';
import {
  deviceWith,
  endedIn,
  isOutside,
  paths,
  resetIn,
  returnPath,
  signInAgainFor,
  signInFor,
  signInWith,
} from './paths.ts';

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

  it('should lead back to a device that waits, with its code', () => {
    expect(back(deviceWith('WDJB-MJHT'))).toBe('/device?code=WDJB-MJHT');
  });

  it.each(['/sign-out?request=x', '/signed-out', '/consent?request=x'])(
    'should not lead back to %j',
    (wanted) => expect(back(wanted)).toBe(paths.home),
  );

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

it('should keep what a sign-in is for on the way to a new password and back, and nothing else', () => {
  const asked = resetIn('?request=abc&another&email=ann');
  expect(asked).toBe('/reset?request=abc');
  expect(signInWith(new URL(asked, origin).search)).toBe('/sign-in?request=abc');
  expect(resetIn('?ended&return=%2Fdevice%3Fcode%3DWDJB')).toBe('/reset?return=%2Fdevice%3Fcode%3DWDJB');
  expect(resetIn('')).toBe(paths.reset);
});

it('should know the pages for signed-out people', () => {
  expect(isOutside('/sign-in')).toBe(true);
  expect(isOutside('/security')).toBe(false);
  expect(isOutside('/sign-in/with/0198')).toBe(true);
  expect(isOutside('/sign-in/without')).toBe(false);
});
