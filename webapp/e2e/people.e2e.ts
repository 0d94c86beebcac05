import { acceptInvitation, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { enterMailedCode, enterPassword, expectHome } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('a person should be invited, suspended, made active again, and signed out everywhere', async ({
  page,
  organisation,
  browser,
}) => {
  await settleAdministrator(page.request, organisation);
  await page.goto(`/admin/organisations/${organisation.id}/accounts`);
  await page.getByRole('button', { name: 'Invite person' }).click();
  const invite = page.getByRole('dialog', { name: 'Invite a person' });
  await invite.getByRole('button', { name: 'Send invitation' }).click();
  await expect(invite.getByText('Enter a name.')).toBeVisible();
  await takeScreens(page, 'invite');
  const email = organisation.address('ann');
  await invite.getByLabel('Name').fill('Ann Archer');
  await invite.getByLabel('Addresses').fill(email);
  await invite.getByLabel('Addresses').press('Enter');
  await expect(page.getByText('Ann Archer was invited: the message is on its way.')).toBeVisible();

  const ann = { id: '', name: 'Ann Archer', email, password: 'a quiet harbour at dusk' };
  const elsewhere = await browser.newPage();
  await acceptInvitation(elsewhere.request, ann);
  await elsewhere.goto('/');
  await expectHome(elsewhere);

  await page.reload();
  await page.getByRole('link', { name: 'Ann Archer' }).click();
  const drawer = page.getByRole('dialog', { name: 'Ann Archer' });
  await drawer.getByRole('button', { name: 'Suspend account' }).click();
  const question = page.getByRole('dialog', { name: 'Suspend Ann Archer?' });
  // Escape means the question, not the drawer below it.
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(drawer).toBeVisible();
  await drawer.getByRole('button', { name: 'Suspend account' }).click();
  await question.getByRole('button', { name: 'Suspend account' }).click();
  await expect(page.getByText('Ann Archer is suspended.')).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'Overview' })).toContainText('Suspended');
  await expect(drawer.getByText('Not signed in anywhere.')).toBeVisible();
  await elsewhere.goto('/security');
  await expect(elsewhere.getByLabel('E-mail address')).toBeVisible();

  await drawer.getByRole('button', { name: 'Activate account' }).click();
  await expect(drawer.getByRole('region', { name: 'Overview' })).toContainText('Active');
  await enterPassword(elsewhere, ann);
  await enterMailedCode(elsewhere, ann);
  await expectHome(elsewhere);

  await page.reload();
  await drawer.getByRole('button', { name: 'End all sessions' }).click();
  await page
    .getByRole('dialog', { name: 'End all sessions of Ann Archer?' })
    .getByRole('button', { name: 'End all sessions' })
    .click();
  await expect(page.getByText('1 session ended.')).toBeVisible();
  await takeScreens(page, 'person-changed');
  await elsewhere.goto('/security');
  await expect(elsewhere.getByLabel('E-mail address')).toBeVisible();
  await elsewhere.close();
});

test('an error in the drawer should go with its cause', async ({ page, organisation }) => {
  const { olga } = await settleAdministrator(page.request, organisation);
  const ann = await organisation.invite();
  await page.goto(`/admin/organisations/${organisation.id}/accounts/${ann.id}`);
  const drawer = page.getByRole('dialog', { name: ann.name });
  await drawer.getByLabel('One more address').fill(olga.email);
  await drawer.getByRole('button', { name: 'Add address' }).click();
  const field = drawer.getByLabel('One more address');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(organisation.address('a.archer'));
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await field.press('Enter');
  await expect(page.getByText(`${organisation.address('a.archer')} was added.`)).toBeVisible();

  await page.route('**/invitation', (route) => route.abort(), { times: 1 });
  await drawer.getByRole('button', { name: 'Send invitation again' }).click();
  await expect(drawer.getByRole('alert')).toContainText('Gatehouse cannot be reached.');
  await drawer.getByRole('button', { name: 'Send invitation again' }).click();
  await expect(page.getByText(`The invitation for ${ann.name} is on its way.`)).toBeVisible();
  await expect(drawer.getByRole('alert')).toHaveCount(0);
});

test('people should be found, opened, ticked and suspended together from the keyboard', async ({
  page,
  organisation,
}) => {
  await settleAdministrator(page.request, organisation);
  await organisation.invite('Ann Archer');
  await organisation.invite('Ben Bell');
  await page.goto(`/admin/organisations/${organisation.id}/accounts`);
  const people = page.getByRole('table', { name: 'People' });
  await expect(people.getByRole('row')).toHaveCount(4);

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search people' })).toBeFocused();
  await page.keyboard.type('nobody of that name');
  await expect(page.getByText('Nobody matches')).toBeVisible();
  await page.getByRole('button', { name: 'Remove search and filters' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search people' })).toHaveValue('');
  await expect(people.getByRole('row')).toHaveCount(4);

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Ann Archer' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await people.getByLabel('Select Ann Archer').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 people selected')).toBeVisible();
  await takeScreens(page, 'people-selected');
  await page.getByRole('button', { name: 'Suspend people' }).click();
  const question = page.getByRole('dialog', { name: 'Suspend 2 people?' });
  await question.getByRole('button', { name: 'Suspend people' }).click();
  await expect(page.getByText('2 people suspended.')).toBeVisible();
  await page.getByRole('button', { name: 'Close result' }).click();
  await expect(people.getByText('Suspended')).toHaveCount(2);
});
