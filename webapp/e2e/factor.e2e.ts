import { addAuthenticator } from './support/authenticator.ts';
import { demoPerson, freshTotp } from './support/demo.ts';
import { mailedCode } from './support/mail.ts';
import { takeScreens } from './support/screens.ts';
import { enterPassword, expectHome, signOut } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('a mailed code, then an authenticator app of one’s own, then signing in with it', async ({ page }) => {
  const bob = demoPerson('bob@');
  await enterPassword(page, bob);
  await expect(page.getByText(/Code sent to b•••@acme.example/)).toBeVisible();
  await takeScreens(page, 'sign-in-mail-code');
  await page.getByLabel(/Code sent to/).pressSequentially('00000000');
  await expect(page.getByText(/not accepted/)).toBeVisible();
  await page.getByLabel(/Code sent to/).fill(await mailedCode(bob.email));
  await expectHome(page);
  await takeScreens(page, 'home');

  await page.goto('/security');
  await page.getByRole('button', { name: 'Add authenticator' }).click();
  await page.getByRole('button', { name: /authenticator app/i }).click();
  const stepUp = page.getByLabel(/Code sent to/);
  await expect(stepUp).toBeVisible();
  await expect(async () => {
    await stepUp.fill(await mailedCode(bob.email));
    await expect(page.getByLabel('QR code with the secret for your authenticator app')).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await takeScreens(page, 'enrol-totp');
  const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  await page.getByLabel('Six digits').fill(await freshTotp(secret));
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await takeScreens(page, 'recovery-codes');
  const recoveryCode = (await codes.first().textContent()) ?? '';
  await page.getByLabel('I have kept the codes in a safe place').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('10 of 10 left')).toBeVisible();
  await takeScreens(page, 'security');

  await signOut(page);
  await enterPassword(page, bob);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCode);
  await page.keyboard.press('Enter');
  await expectHome(page);

  await signOut(page);
  await enterPassword(page, bob);
  await page.getByLabel(/Do not ask on this device/).check();
  await page.getByLabel('Code from your authenticator app').fill(await freshTotp(secret));
  await expectHome(page);

  await signOut(page);
  await enterPassword(page, bob);
  await expectHome(page);
});

test('a passkey is set up and signs in without a name', async ({ page }) => {
  const sam = demoPerson('sam@');
  const authenticator = await addAuthenticator(page);
  await enterPassword(page, sam);
  await page.getByLabel(/Code sent to/).fill(await mailedCode(sam.email));
  await expectHome(page);
  await page.goto('/security');
  await page.getByRole('button', { name: 'Add authenticator' }).click();
  await page
    .getByRole('button', { name: /passkey/i })
    .first()
    .click();
  await page.getByLabel('Name').fill('My laptop');
  await page.getByLabel('Name').press('Enter');
  const stepUp = page.getByLabel(/Code sent to/);
  await expect(stepUp).toBeVisible();
  await expect(async () => {
    await stepUp.fill(await mailedCode(sam.email));
    await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible({ timeout: 2000 });
  }).toPass();
  expect(await authenticator.credentials()).toBe(1);
  await page.getByLabel('I have kept the codes in a safe place').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('My laptop')).toBeVisible();

  // The address field offers the passkey by itself, and this authenticator says yes at once.
  await signOut(page);
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
