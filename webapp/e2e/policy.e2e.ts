import { acceptInvitation, endSession } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import {
  appCode,
  enterMailedCode,
  enterPassword,
  expectHome,
  keepRecoveryCodes,
  signOut,
} from './support/signIn.ts';
import { expect, test } from './support/test.ts';
import { AuthenticatorApp } from './support/totp.ts';

test('MFA off: the password alone should sign in; required: a mailed code as well', async ({
  page,
  organisation,
}) => {
  await organisation.enforce('off');
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, ann);
  await expectHome(page);
  await signOut(page);

  await organisation.enforce('required');
  await enterPassword(page, ann);
  await expect(page.getByText('Your organisation asks for more than the password.')).toBeVisible();
  await enterMailedCode(page, ann);
  await expectHome(page);
});

test('MFA forced: an authenticator should be set up before anything opens', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await organisation.enforce('forced');

  await enterPassword(page, ann);
  await enterMailedCode(page, ann);
  const heading = page.getByRole('heading', { name: 'Set up an authenticator' });
  await expect(heading).toBeVisible();
  await takeScreens(page, 'sign-in-enrol');
  await page.goto('/security');
  await expect(heading).toBeVisible();

  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const app = new AuthenticatorApp(await page.locator('code').innerText());
  await page.getByLabel('Six digits').fill(app.code());
  await keepRecoveryCodes(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();

  await signOut(page);
  await enterPassword(page, ann);
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);
});
