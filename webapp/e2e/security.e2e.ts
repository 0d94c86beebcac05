import type { Browser, Page } from '@playwright/test';
import { addAuthenticator } from './support/authenticator.ts';
import { call } from './support/api.ts';
import { mailedCode, mailedLink, noticedPage } from './support/mail.ts';
import { acceptInvitation, endSession, enrolApp, type Person } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import {
  appCode,
  enterPassword,
  enterRecoveryCode,
  expectHome,
  keepRecoveryCodes,
  signOut,
} from './support/signIn.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { AuthenticatorApp } from './support/totp.ts';

test('all other sessions should end at once, and this one should stay', async ({
  page,
  browser,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app, recoveryCodes } = await enrolApp(page.request, ann);
  const first = await signInElsewhere(browser, ann, recoveryCodes[0]);
  const second = await signInElsewhere(browser, ann, recoveryCodes[1]);

  await page.goto('/security');
  const sessions = page.getByRole('list', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await takeScreens(page, 'security-sessions');
  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  await prove(page, app);
  await expect(page.getByText('2 sessions ended.')).toBeVisible();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await expect(sessions.getByText('This one')).toBeVisible();

  for (const other of [first, second]) {
    // In the middle of something: the page says why one stands at the sign-in, and leads back afterwards.
    await other.getByRole('link', { name: 'Security', exact: true }).click();
    await expect(other.getByText('Your session has ended. Sign in to go on where you were.')).toBeVisible();
    expect(new URL(other.url()).searchParams.get('return')).toBe('/security');
    await other.close();
  }
});

test('a stranger who is disowned from the mailed notice should be out, with what they set up', async ({
  page,
  browser,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app, recoveryCodes } = await enrolApp(page.request, ann);
  const stranger = await signInElsewhere(browser, ann, recoveryCodes[0]);
  await call(stranger.request, 'POST', '/login/step-up', { action: 'add-factor' });
  await call(stranger.request, 'POST', '/login/recovery-code', { code: recoveryCodes[1] });
  await enrolAnotherApp(stranger);

  await page.goto(await noticedPage(ann.email, 'Signed in on a new device'));
  const authenticators = page.getByRole('list', { name: 'Authenticators' });
  await expect(authenticators.getByRole('listitem')).toHaveCount(3);
  const events = page.getByRole('list', { name: 'Security events' });
  await events.getByRole('button', { name: /^This was not me/ }).click();
  await expect(page.getByRole('dialog')).toContainText('authenticators set up since are removed');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It was not me' }).click();
  await prove(page, app);
  await expect(page.getByText(/^1 session ended\. Removed: /)).toBeVisible();
  await expect(authenticators.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1);

  await stranger.goto('/security');
  await expect(stranger.getByLabel('E-mail address')).toBeVisible();
  await stranger.close();

  // What the stranger knew opens nothing any more: the next sign-in asks for another password.
  await signOut(page);
  await enterPassword(page, ann);
  await page.getByLabel(appCode).fill(app.code());
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await takeScreens(page, 'sign-in-new-password');
  await page.getByLabel('New password', { exact: true }).fill(`${ann.password} again`);
  await page.keyboard.press('Enter');
  await expectHome(page);
});

test('a password should be changed after a proof, and the old one be refused', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);

  await page.goto('/security');
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  const current = dialog.getByLabel('Current password', { exact: true });
  await current.fill('not the password');
  await dialog.getByLabel('New password', { exact: true }).fill(`${ann.password} again`);
  await page.keyboard.press('Enter');
  await prove(page, app);
  await expect(dialog.getByText('The current password is not right.')).toBeVisible();
  await expectAccessible(page);
  await current.fill(ann.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Password changed. Your other sessions have ended.')).toBeVisible();
  expect(await noticedPage(ann.email, 'Your password was changed')).toBe('/reset');

  await signOut(page);
  await enterPassword(page, ann);
  await expect(page.getByText('The address or the password is not right.')).toBeVisible();
  await page.keyboard.type(`${ann.password} again`);
  await page.keyboard.press('Enter');
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);
});

test('a passkey should be removed after a proof and be refused afterwards', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await addAuthenticator(page, 'passkey');
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await page.goto('/security');
  await page.getByRole('button', { name: 'Add authenticator' }).click();
  await page.getByRole('button', { name: 'Set up a passkey' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Old laptop');
  await page.keyboard.press('Enter');
  await prove(page, app);

  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove authenticator' }).click();
  await expect(page.getByText('Old laptop was removed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove Old laptop' })).toHaveCount(0);

  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('That passkey was not accepted here.')).toBeVisible();
});

test('new recovery codes should replace the old ones', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app, recoveryCodes } = await enrolApp(page.request, ann);

  await page.goto('/security');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
  await prove(page, app);
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await expect(list.getByRole('listitem')).toHaveCount(10);
  await takeScreens(page, 'new-recovery-codes');
  const renewed = await list.getByRole('listitem').first().innerText();
  await keepRecoveryCodes(page);
  await expect(page.getByText('10 of 10 left')).toBeVisible();

  await signOut(page);
  await enterPassword(page, ann);
  await enterRecoveryCode(page, recoveryCodes[0]);
  await expect(page.getByText('That was not accepted. Try again.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(renewed);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectHome(page);
});

test('a change of the recovery address should be taken back by the link in the notice', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  const old = `old-${ann.id}@elsewhere.example`;
  const next = `new-${ann.id}@elsewhere.example`;

  await page.goto('/security');
  await page.getByRole('button', { name: 'Add address' }).click();
  await page.getByLabel('New address').fill(old);
  await page.keyboard.press('Enter');
  await prove(page, app);
  await page.getByLabel('Code from the message').fill(await mailedCode(old));
  await expect(page.getByText(`Codes can also go to ${old}.`)).toBeVisible();

  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByLabel('New address').fill(next);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code from the message').fill(await mailedCode(next));
  await expect(page.getByText(`Codes can also go to ${next}.`)).toBeVisible();

  const link = await mailedLink(old, 'undo-address');
  await endSession(page.request);
  await page.goto(link);
  await takeScreens(page, 'undo-address');
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('button', { name: 'Take the change back' }).click();
  await expect(page.getByRole('heading', { name: 'The old address holds again' })).toBeVisible();

  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Take the change back' }).click();
  await expect(page.getByText('This link has been used.')).toBeVisible();
  await page.getByRole('link', { name: 'Go to sign-in' }).click();

  // Somebody else may have known the password: it must be changed.
  await enterPassword(page, ann);
  await page.getByLabel(appCode).fill(app.code());
  await page.getByLabel('New password', { exact: true }).fill(`${ann.password} again`);
  await page.keyboard.press('Enter');
  await expectHome(page);
  await page.goto('/security');
  await expect(page.getByText(`Codes can also go to ${old}.`)).toBeVisible();
});

test('a mailed link that was cut should say so and lead on', async ({ page }) => {
  for (const path of ['/invitation#abc', '/reset#abc', '/undo-address#abc']) {
    await page.goto('about:blank');
    await page.goto(path);
    await expect(page.getByText('This link is not complete.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Go to sign-in' })).toBeVisible();
  }
  await expectAccessible(page);
});

/** Signs the person in with a browser of its own, which knows nothing of the first. */
async function signInElsewhere(browser: Browser, person: Person, recoveryCode = ''): Promise<Page> {
  const elsewhere = await browser.newPage();
  await enterPassword(elsewhere, person);
  await enterRecoveryCode(elsewhere, recoveryCode);
  await expectHome(elsewhere);
  return elsewhere;
}

/** Answers the question for a fresh proof. */
async function prove(page: Page, app: AuthenticatorApp): Promise<void> {
  await page.getByRole('dialog', { name: 'Is it you?' }).getByLabel(appCode).fill(app.code());
  await expect(page.getByRole('dialog', { name: 'Is it you?' })).toHaveCount(0);
}

/** One more authenticator app for whoever is signed in and has proved it lately. */
async function enrolAnotherApp(page: Page): Promise<void> {
  const begun = await call<{ enrolmentId: string; secret: string }>(page.request, 'POST', '/factors/totp');
  const code = new AuthenticatorApp(begun.secret).code();
  await call(page.request, 'POST', '/factors/totp/confirm', { enrolmentId: begun.enrolmentId, code });
}
