import type { Locator, Page } from '@playwright/test';
import { call } from './support/api.ts';
import { acceptInvitation, endSession, enrolApp, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { enterMailedCode, enterPassword, expectHome } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('an administrator should rehearse MFA, then enforce it, and people are asked for a code', async ({
  page,
  organisation,
  browser,
}) => {
  await organisation.enforce('off');
  const elsewhere = await browser.newPage();
  const ann = await organisation.invite('Ann Archer');
  await acceptInvitation(elsewhere.request, ann);
  await endSession(elsewhere.request);
  // The one sign-in by password alone: accepting an invitation proves the mailbox too.
  await call(elsewhere.request, 'POST', '/login', { email: ann.email, password: ann.password });
  await endSession(elsewhere.request);
  const ben = await organisation.invite('Ben Bell');
  await acceptInvitation(elsewhere.request, ben);
  await enrolApp(elsewhere.request, ben);
  await endSession(elsewhere.request);
  await organisation.settleBehindSignIn(elsewhere.request, 'Gus Gray');
  await endSession(elsewhere.request);
  // Has not accepted, so is nobody whom it would ask.
  await organisation.invite('Dan Dale');
  await settleAdministrator(page.request, organisation);

  await page.goto(`/admin/organisations/${organisation.id}/policy`);
  await page.getByRole('button', { name: 'Change Enforce MFA' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enforce MFA' });
  await dialog.getByRole('radio', { name: 'Required' }).check();
  await dialog.getByRole('button', { name: 'See what it would mean' }).click();
  await expect(figure(dialog, 'people have no authenticator')).toHaveText('2 of 4');
  await expect(figure(dialog, /^people cannot be mailed a code/)).toHaveText('1 of 4');
  await expect(figure(dialog, /^sign-ins of the last 30 days/)).toHaveText('1 of 5');
  await dialog.getByText('Without an authenticator (2)').click();
  await expect(dialog.getByRole('link', { name: 'Ann Archer' })).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Ben Bell' })).toHaveCount(0);
  await takeScreens(page, 'policy-rehearsal');
  await dialog.getByRole('button', { name: 'Make MFA required' }).click();
  await expect(page.getByText('Enforce MFA changed.')).toBeVisible();
  await expect(row(page, 'Enforce MFA')).toContainText('Required');

  await enterPassword(elsewhere, ann);
  await enterMailedCode(elsewhere, ann);
  await expectHome(elsewhere);
  await elsewhere.close();
});

test('nothing should be enforced before its rehearsal is there', async ({ page, organisation }) => {
  await settleAdministrator(page.request, organisation);
  let answers = false;
  await page.route('**/policy/rehearsal', (route) => (answers ? route.continue() : route.abort()));
  await page.goto(`/admin/organisations/${organisation.id}/policy`);
  await page.getByRole('button', { name: 'Change Enforce MFA' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enforce MFA' });
  await dialog.getByRole('radio', { name: 'Forced' }).check();
  await dialog.getByRole('button', { name: 'See what it would mean' }).click();

  const enforce = dialog.getByRole('button', { name: 'Make MFA forced' });
  await expect(enforce).toBeDisabled();
  await expect(dialog.getByRole('alert')).toContainText('Gatehouse cannot be reached.');
  await expect(enforce).toBeDisabled();
  answers = true;
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(enforce).toBeEnabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'Enforce MFA')).toContainText('Default');
});

test('an announced day should show in the policy and to the people until then', async ({
  page,
  organisation,
  browser,
}) => {
  await organisation.enforce('off');
  const elsewhere = await browser.newPage();
  const ann = await organisation.invite('Ann Archer');
  await acceptInvitation(elsewhere.request, ann);
  await settleAdministrator(page.request, organisation);

  await page.goto(`/admin/organisations/${organisation.id}/policy`);
  await page.getByRole('button', { name: 'Change Enforce MFA' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enforce MFA' });
  await dialog.getByRole('radio', { name: 'Forced' }).check();
  await dialog.getByRole('button', { name: 'See what it would mean' }).click();
  await dialog.getByRole('radio', { name: /^From a day on/ }).check();
  await dialog.getByRole('button', { name: 'Make MFA forced' }).click();
  await expect(row(page, 'Enforce MFA')).toContainText(/Off\s*Forced from \d/);
  await takeScreens(page, 'policy-announced');

  await elsewhere.goto('/');
  await expect(elsewhere.getByText(/^Your organisation asks for an authenticator from \d/)).toBeVisible();
  await elsewhere.close();
});

test('a domain should not be made weaker than its organisation, and the page should say why', async ({
  page,
  organisation,
}) => {
  await settleAdministrator(page.request, organisation);
  await organisation.setPolicy({ name: 'passwordMinLength', value: 14, floor: true });

  await page.goto(`/admin/organisations/${organisation.id}/policy`);
  await page.getByRole('textbox', { name: 'Policy of' }).click();
  await page.getByRole('option', { name: organisation.address('').slice(1) }).click();
  await expect(page).toHaveURL(/domain=/);
  await page.getByRole('button', { name: 'Change Password length' }).click();
  const dialog = page.getByRole('dialog', { name: 'Password length' });
  await dialog.getByLabel('Password length in characters').fill('12');
  await dialog.getByLabel('Password length in characters').press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('A level above does not allow anything this weak.');
  await expect(dialog.getByText('The organisation asks for at least 14 characters.')).toHaveCount(2);
  await expect(dialog).not.toContainText('passwordMinLength');

  await dialog.getByLabel('Password length in characters').fill('16');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Save setting' }).click();
  await expect(row(page, 'Password length')).toContainText(/16 characters.*Domain/);
});

test('the log of policy changes should be turned page by page', async ({ page, organisation }) => {
  await settleAdministrator(page.request, organisation);
  for (let minutes = 10; minutes <= 31; minutes++) {
    await organisation.setPolicy({ name: 'sessionIdleMinutes', value: minutes });
  }
  await page.goto(`/admin/organisations/${organisation.id}/policy`);
  const changes = page.getByRole('table', { name: 'Changes' });
  await expect(changes.getByRole('row')).toHaveCount(21);
  await expect(changes.getByRole('row').nth(1)).toContainText(/30 minutes\s*31 minutes/);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(changes.getByRole('row')).toHaveCount(3);
  await expect(changes.getByRole('row').nth(2)).toContainText(/Left to the level above\s*10 minutes/);
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(changes.getByRole('row')).toHaveCount(21);
});

function row(page: Page, name: string): Locator {
  return page.getByRole('table', { name: 'Settings' }).getByRole('row', { name });
}

function figure(dialog: Locator, words: string | RegExp): Locator {
  return dialog
    .locator('dl > div')
    .filter({ has: dialog.page().getByText(words) })
    .locator('dd');
}
