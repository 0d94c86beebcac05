import { getValidatedIdTokenClaims } from 'oauth4webapi';
import type { Browser, Locator, Page } from '@playwright/test';
import { createOnPage, openDrawer } from './support/applications.ts';
import { acceptInvitation, type Organisation } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import type { ThirdParty } from './support/thirdParty.ts';

test('an application should sign its person out here and hear of it', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album));
  const drawer = await openDrawer(admin);
  await drawer.getByLabel('Addresses after signing out').fill('http://intranet.example/bye');
  await drawer.getByRole('button', { name: 'Save signing out' }).click();
  await expect(drawer.getByText(/^http:\/\/intranet.example\/bye: http is taken on/)).toBeVisible();
  await allowSignOut(admin, drawer, album);
  await admin.close();

  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const tokens = await signInTo(page, album);
  const claims = getValidatedIdTokenClaims(tokens);

  await page.goto(await album.signOut({ id_token_hint: tokens.id_token ?? '' }));
  await expect(page.getByRole('heading', { name: 'Goodbye' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('state')).toBe('a b');
  expect(await album.notice()).toEqual({ sub: ann.id, sid: claims?.sid });
  expect(await album.introspect(tokens.access_token)).toEqual({ active: false });
  await expect(album.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' });
  await page.goto('/security');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('whoever signs out here should be signed out there', async ({ page, browser, organisation, album }) => {
  await prepare(browser, organisation, album);
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const claims = getValidatedIdTokenClaims(await signInTo(page, album));

  await page.goto('/sign-out');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign out?' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  await takeScreens(page, 'signed-out');
  expect(await album.notice()).toEqual({ sub: ann.id, sid: claims?.sid });
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
});

test('a wish to sign out that shows no ID token should be asked about', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  await prepare(browser, organisation, album);
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await signInTo(page, album);

  await page.goto(await album.signOut());
  await expect(page.getByText('Photo Album wants you signed out here, too.')).toBeVisible();
  await expect(page.getByText(ann.email)).toBeVisible();
  await takeScreens(page, 'sign-out-application');
  const asked = page.url();
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Good / })).toBeVisible();

  // Who opens the page by a bookmark is told what is so.
  await page.goto('/signed-out');
  await expect(page.getByRole('heading', { level: 1, name: 'You are still signed in' })).toBeVisible();
  await takeScreens(page, 'signed-out-not');
  await page.getByRole('link', { name: 'Sign out' }).click();
  await expect(page.getByText('You will have to sign in again at this browser.')).toBeVisible();
  await takeScreens(page, 'sign-out');

  await page.goto(asked);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Goodbye' })).toBeVisible();
  await page.goto(asked); // Answered, and nobody is signed in.
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();

  // Without anybody here there is nothing to ask.
  await page.goto(await album.signOut());
  await expect(page.getByRole('heading', { name: 'Goodbye' })).toBeVisible();
  await page.goto('/oauth2/logout');
  await expect(page).toHaveURL(/\/signed-out$/);
  await page.goto('/sign-out');
  await expect(page).toHaveURL(/\/signed-out$/);
});

async function prepare(browser: Browser, organisation: Organisation, album: ThirdParty): Promise<void> {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album));
  await allowSignOut(admin, await openDrawer(admin), album);
  await admin.close();
}

/** An administrator registers where the browser goes on, and where notices go. */
async function allowSignOut(admin: Page, drawer: Locator, album: ThirdParty): Promise<void> {
  await drawer.getByLabel('Addresses after signing out').fill(album.signedOutUri);
  await drawer.getByLabel('Address for notices').fill(album.noticeUri);
  await drawer.getByRole('button', { name: 'Save signing out' }).click();
  await expect(admin.getByText('Signing out of Photo Album was changed.')).toBeVisible();
}

/** Somebody who is signed in here lets the application in. */
async function signInTo(page: Page, album: ThirdParty) {
  await page.goto(await album.start());
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  return album.exchange(await album.returned(page.url()));
}
