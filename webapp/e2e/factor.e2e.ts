import type { Page } from '@playwright/test';
import { addAuthenticator } from './support/authenticator.ts';
import { acceptInvitation, enrolApp, type Person } from './support/people.ts';
import {
  appCode,
  enterMailedCode,
  enterPassword,
  enterRecoveryCode,
  expectHome,
  keepRecoveryCodes,
  pressSignOut,
  signOut,
} from './support/signIn.ts';
import { expect, expectAccessible, test } from './support/test.ts';

test('a passkey should sign in without name and password, offered by the address field or by the button', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  const authenticator = await addAuthenticator(page, 'passkey');
  await acceptInvitation(page.request, ann);
  await setUp(page, ann, 'passkey', 'My laptop');
  expect(await authenticator.credentials()).toBe(1);

  // The address field offers the passkey by itself, and this authenticator says yes at once.
  await pressSignOut(page);
  await expectHome(page);

  // A browser that does not offer passkeys in the field.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expectHome(page);
});

test('a security key should be the second factor after the password', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await addAuthenticator(page, 'security-key');
  await acceptInvitation(page.request, ann);
  await setUp(page, ann, 'security key', 'Blue key');

  await signOut(page);
  await enterPassword(page, ann);
  await expect(page.getByRole('heading', { name: 'Is it you?' })).toBeVisible();
  await page.getByRole('button', { name: 'Use my security key' }).click();
  await expectHome(page);
});

test('a session elsewhere should be seen and ended, with a fresh proof', async ({
  page,
  browser,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app, recoveryCodes } = await enrolApp(page.request, ann);
  const elsewhere = await browser.newPage();
  await enterPassword(elsewhere, ann);
  await enterRecoveryCode(elsewhere, recoveryCodes[0]);
  await expectHome(elsewhere);

  await page.goto('/security');
  const sessions = page.getByRole('list', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByText('This one')).toHaveCount(1);
  await sessions.getByRole('button', { name: /^End the session / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(proof.getByLabel(appCode)).toBeFocused();
  await expectAccessible(page);
  await proof.getByLabel(appCode).fill(app.code());
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(sessions.getByRole('listitem')).toHaveCount(1);

  await elsewhere.goto('/security');
  await expect(elsewhere.getByLabel('E-mail address')).toBeVisible();
  await elsewhere.close();
});

/** Sets up a first passkey or key on the Security page, up to its line in the list. */
async function setUp(
  page: Page,
  person: Person,
  kind: 'passkey' | 'security key',
  name: string,
): Promise<void> {
  await page.goto('/security');
  await page.getByRole('button', { name: 'Add authenticator' }).click();
  await page.getByRole('button', { name: `Set up a ${kind}` }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await enterMailedCode(page, person);
  await keepRecoveryCodes(page);
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
}
