import { demoPerson } from './support/demo.ts';
import { mailedCode, mailedLink } from './support/mail.ts';
import { acceptInvitation, endSession, enrolApp } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import {
  appCode,
  enterMailedCode,
  enterPassword,
  enterRecoveryCode,
  expectHome,
  keepRecoveryCodes,
  signOut,
} from './support/signIn.ts';
import { expect, test } from './support/test.ts';
import { AuthenticatorApp } from './support/totp.ts';

test('the sign-in page should ask for the address first and be usable without a mouse', async ({ page }) => {
  await page.goto('/sign-in');
  const address = page.getByLabel('E-mail address');
  await expect(address).toBeFocused();
  await takeScreens(page, 'sign-in');

  await address.fill('ann');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter the whole address')).toBeVisible();

  await address.fill('ann@acme.example');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await takeScreens(page, 'sign-in-password');

  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveValue('ann@acme.example');
});

test('an invitation should lead to a password of one’s own and in', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await page.goto(await mailedLink(ann.email, 'invitation'));
  await expect(page.getByText(`${organisation.name} has made an account for you`)).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await takeScreens(page, 'invitation');

  const password = page.getByLabel('New password', { exact: true });
  await password.fill('too short');
  await page.getByRole('button', { name: 'Set password and go on' }).click();
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
  await expect(password).toHaveValue('too short');

  await password.fill(ann.password);
  await page.getByRole('button', { name: 'Set password and go on' }).click();
  await expectHome(page);
});

test('a mailed code, then an authenticator app of one’s own, then signing in with it', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, ann);
  await expect(page.getByLabel(/^Code sent to /)).toBeFocused();
  await takeScreens(page, 'sign-in-mail-code');
  await enterMailedCode(page, ann);
  await expectHome(page);

  await page.getByRole('link', { name: 'Security', exact: true }).click();
  await page.getByRole('button', { name: 'Add authenticator' }).click();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await enterMailedCode(page, ann);
  await expect(page.getByLabel('QR code with the secret for your authenticator app')).toBeVisible();
  await takeScreens(page, 'enrol-totp');
  const app = new AuthenticatorApp(await page.getByRole('dialog').locator('code').innerText());
  await page.getByLabel('Six digits').fill(app.code());
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  await takeScreens(page, 'recovery-codes');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeDisabled();
  await keepRecoveryCodes(page);
  await expect(page.getByText('10 of 10 left')).toBeVisible();

  await signOut(page);
  await enterPassword(page, ann);
  await expect(page.getByLabel(appCode)).toBeFocused();
  await takeScreens(page, 'sign-in-totp');
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);
});

test('a recovery code should sign in once', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { recoveryCodes } = await enrolApp(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, ann);
  await enterRecoveryCode(page, recoveryCodes[0]);
  await expectHome(page);
  await signOut(page);

  await enterPassword(page, ann);
  await enterRecoveryCode(page, recoveryCodes[0]);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Recovery code' })).toHaveValue(recoveryCodes[0] ?? '');
});

test('a trusted device should not be asked for an authenticator until it is forgotten', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, ann);
  await page.getByLabel(/^Do not ask on this device/).check();
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);
  await signOut(page);

  await enterPassword(page, ann);
  await expectHome(page);
  await page.goto('/security');
  const devices = page.getByRole('list', { name: 'Devices' });
  await expect(devices.getByText('Trusted, ends')).toBeVisible();
  await devices.getByRole('button', { name: /^Forget / }).click();
  await expect(page.getByText('No device is remembered')).toBeVisible();
  await signOut(page);

  await enterPassword(page, ann);
  await expect(page.getByLabel(appCode)).toBeVisible();
});

test('a wrong password and a wrong code should be told, and what was typed should stay', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, { ...ann, password: 'not the password' });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('not the password');
  await takeScreens(page, 'sign-in-refused');

  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const field = page.getByLabel(/^Code sent to /);
  const right = await mailedCode(ann.email);
  const wrong = right.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  await field.fill(wrong);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(field).toHaveValue(wrong);
  await field.fill(right);
  await expectHome(page);
});

test('a forgotten password should be reset by a mailed link and still ask for the authenticator', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await endSession(page.request);

  await page.goto('/reset');
  await takeScreens(page, 'reset');
  await page.getByLabel('E-mail address').fill(ann.email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();

  const link = await mailedLink(ann.email, 'reset');
  // An address that differs only behind '#' would not load the page anew.
  await page.goto('about:blank');
  await page.goto(link);
  const renewed = { ...ann, password: `${ann.password} again` };
  await page.getByLabel('New password', { exact: true }).fill(renewed.password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByRole('heading', { name: 'The new password holds' })).toBeVisible();

  await enterPassword(page, renewed);
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);

  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('alert')).toBeVisible();
});

test('whoever has two mailboxes should choose one, and be able to choose again', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.inviteWithTwoMailboxes('Ann Archer', 'robin');
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await enterPassword(page, ann);
  await page.getByRole('button', { name: /^Send code to r/ }).click();
  await expect(page.getByLabel(/^Code sent to r/)).toBeFocused();
  await mailedCode(organisation.address('robin'));

  // The server waits half a minute between two codes.
  const another = page.getByRole('button', { name: 'Another mailbox' });
  await expect(another).toBeEnabled({ timeout: 40_000 });
  await another.click();
  await page.getByRole('button', { name: /^Send code to a/ }).click();
  await expect(page.getByLabel(/^Code sent to a/)).toBeFocused();
  await enterMailedCode(page, ann);
  await expectHome(page);
});

test('without a network the mailed code should say so and be tried again', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await page.route('**/api/v1/login/mail-code', (route) => route.abort());

  await enterPassword(page, ann);
  await expect(page.getByRole('alert')).toBeVisible();
  await page.unroute('**/api/v1/login/mail-code');
  await page.getByRole('button', { name: 'Send code' }).click();

  await enterMailedCode(page, ann);
  await expectHome(page);
});

test('a mailbox behind this very sign-in gets no code, and the page says so', async ({ page }) => {
  await enterPassword(page, demoPerson('gwen@'));

  await expect(
    page.getByText('The code would arrive in the mailbox that this very sign-in opens.'),
  ).toBeVisible();
  await expect(page.getByLabel('Pass', { exact: true })).toBeVisible();
  await takeScreens(page, 'sign-in-guarded-mailbox');
});
