import { call } from './support/api.ts';
import { createOnPage, told } from './support/applications.ts';
import { mailedLink } from './support/mail.ts';
import { acceptInvitation, endSession, enrolApp, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { appCode, enterMailedCode, typePassword } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('an administrator should create an application, see its secret once, and manage it', async ({
  page,
  organisation,
  album,
}) => {
  await settleAdministrator(page.request, organisation);
  await page.goto(`/admin/organisations/${organisation.id}/applications`);
  await expect(page.getByText('No application yet')).toBeVisible();
  await takeScreens(page, 'applications-empty');
  await page.getByRole('button', { name: 'Create first application' }).click();
  const create = page.getByRole('dialog', { name: 'Create an application' });
  await create.getByRole('button', { name: 'Create application' }).click();
  await expect(create.getByText('Enter a name.')).toBeVisible();
  await expect(create.getByLabel('Name', { exact: true })).toBeFocused();
  await takeScreens(page, 'application-create');
  await create.getByLabel('Name', { exact: true }).fill('Nightly Report');
  await create.getByLabel('Redirect addresses').fill('http://intranet.example/signed-in');
  await create.getByRole('button', { name: 'Create application' }).click();
  await expect(create.getByText(/^http:\/\/intranet.example\/signed-in: http is taken on/)).toBeVisible();
  await create.getByLabel('Service').check();
  await expect(create.getByLabel('Redirect addresses')).toBeHidden();
  await expect(create.getByLabel('First-party')).toBeHidden();
  await create.getByLabel('Administration').check();
  await create.getByRole('button', { name: 'Create application' }).click();

  const shown = page.getByRole('dialog', { name: 'Nightly Report was created' });
  await takeScreens(page, 'application-secret');
  const registration = await told(shown);
  album.register(registration);
  await page.keyboard.press('Escape');
  await expect(shown.getByRole('button', { name: 'Done' })).toBeDisabled();
  await shown.getByLabel('I have stored it').check();
  await shown.getByRole('button', { name: 'Done' }).click();
  await expect(shown).toBeHidden();
  expect((await album.tokensForItself('admin')).scope).toBe('admin');

  const applications = page.getByRole('table', { name: 'Applications' });
  await takeScreens(page, 'applications');
  await applications.getByRole('link', { name: 'Nightly Report' }).click();
  const drawer = page.getByRole('dialog', { name: 'Nightly Report' });
  await expect(drawer.getByText(registration.clientId)).toBeVisible();
  expect(await page.content()).not.toContain(registration.secret);

  await drawer.getByRole('button', { name: 'Make new secret' }).click();
  const replacing = page.getByRole('dialog', { name: 'New secret for Nightly Report' });
  await takeScreens(page, 'application-new-secret');
  await replacing.getByRole('button', { name: 'Make new secret' }).click();
  const next = await told(replacing);
  await replacing.getByLabel('I have stored it').check();
  await replacing.getByRole('button', { name: 'Done' }).click();
  await expect(drawer.getByText(/^The one before works too, until/)).toBeVisible();
  await album.tokensForItself('admin');
  album.register(next);
  await album.tokensForItself('admin');

  await drawer.getByRole('textbox', { name: 'Name' }).fill('Daily Report');
  await drawer.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('Daily Report was changed.')).toBeVisible();
  const renamed = page.getByRole('dialog', { name: 'Daily Report', exact: true });
  await renamed.getByRole('button', { name: 'Suspend application' }).click();
  await page
    .getByRole('dialog', { name: 'Suspend Daily Report?' })
    .getByRole('button', { name: 'Suspend application' })
    .click();
  await expect(page.getByText('Daily Report is suspended.')).toBeVisible();
  await expect(album.tokensForItself('admin')).rejects.toThrow();
  await renamed.getByRole('button', { name: 'Activate application' }).click();
  await expect(page.getByText('Daily Report is active again.')).toBeVisible();
  await album.tokensForItself('admin');
  await page.reload();
  await expect(renamed.getByRole('region', { name: 'Overview' })).toContainText('Active');
  await takeScreens(page, 'application');

  await renamed.getByRole('button', { name: 'Delete application' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete Daily Report?' });
  await deleting.getByLabel('Type Daily Report to confirm').fill('Daily Report');
  await deleting.getByRole('button', { name: 'Delete application' }).click();
  await expect(page.getByText('Daily Report was deleted.')).toBeVisible();
  await expect(page.getByText('No application yet')).toBeVisible();
  await expect(album.tokensForItself('admin')).rejects.toThrow();
});

test('a person should sign in to an application, let it in, and take its access back', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album));
  await admin.close();
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await page.goto(await album.start({ login_hint: ann.email }));
  await expect(page.getByText('You are signing in to')).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toHaveValue(ann.email);
  await takeScreens(page, 'sign-in-application');
  await page.getByLabel('E-mail address').press('Enter');
  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.keyboard.press('Enter');
  await enterMailedCode(page, ann);

  await expect(page.getByRole('heading', { level: 1, name: 'Allow Photo Album?' })).toBeVisible();
  await expect(page.getByText(ann.email)).toBeVisible();
  await expect(page.getByText('Not checked by us.')).toBeVisible();
  const can = page.getByRole('list', { name: 'What Photo Album will be able to do' });
  await expect(can.getByRole('listitem')).toHaveText([
    'Know that it is you who signs in',
    'See your name',
    'See your e-mail address',
  ]);
  await expect(page.getByRole('button', { name: 'Allow' })).toBeEnabled();
  await takeScreens(page, 'consent');
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
  await expect(album.returned(page.url())).rejects.toMatchObject({ error: 'access_denied' });

  await page.goto(await album.start());
  const allow = page.getByRole('button', { name: 'Allow' });
  await expect(allow).toBeEnabled();
  // By keyboard, from the top of the page: "Not you?", Deny, Allow.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  for (const name of ['Not you?', 'Deny', 'Allow']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  const first = await album.exchange(await album.returned(page.url()));
  expect(await album.userInfo(first)).toMatchObject({ sub: ann.id, name: ann.name, email: ann.email });
  const refreshed = await album.refresh(first);
  expect(await album.userInfo(refreshed)).toMatchObject({ sub: ann.id });

  // It is known now, so nothing is asked. A code that comes twice opens nothing, and closes what it had opened.
  await page.goto(await album.start());
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  const returned = await album.returned(page.url());
  const second = await album.exchange(returned);
  await expect(album.exchange(returned)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(album.refresh(second)).rejects.toMatchObject({ error: 'invalid_grant' });
  expect(await album.userInfo(refreshed)).toMatchObject({ sub: ann.id });

  await page.goto('/security');
  const connected = page.getByRole('list', { name: 'Connected applications' });
  await expect(connected.getByRole('listitem')).toContainText('See your e-mail address');
  await takeScreens(page, 'security-applications');
  await page.getByRole('button', { name: 'Remove access of Photo Album' }).click();
  const question = page.getByRole('dialog', { name: 'Remove the access of Photo Album?' });
  await question.getByRole('button', { name: 'Remove access' }).click();
  await expect(page.getByText('Photo Album has no access any more.')).toBeVisible();
  await expect(page.getByText('No application is connected')).toBeVisible();
  await expect(album.refresh(refreshed)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(album.userInfo(refreshed)).rejects.toThrow();

  // Asked again; and a second click of somebody who was lured into two cannot be the answer.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.goto(await album.start());
  const heading = page.getByRole('heading', { level: 1, name: 'Allow Photo Album?' });
  await expect
    .poll(async () => {
      await page.clock.runFor(50);
      return heading.isVisible();
    })
    .toBe(true);
  await expect(allow).toBeDisabled();
  await page.clock.runFor(500);
  await expect(allow).toBeEnabled();
});

test('the way to an application should have a way back, and room for somebody else', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album, 'App or single page'));
  await admin.close();
  const ann = await organisation.invite('Ann Archer');
  const ben = await organisation.invite('Ben Bell');
  const elsewhere = await browser.newContext();
  await acceptInvitation(elsewhere.request, ben);
  await elsewhere.close();

  await page.goto(await album.start());
  await page.getByRole('button', { name: 'Cancel and go back to Photo Album' }).click();
  await expect(page.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
  await expect(album.returned(page.url())).rejects.toMatchObject({ error: 'access_denied' });

  await acceptInvitation(page.request, ann);
  await page.goto(await album.start({ prompt: 'select_account' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Choose an account' })).toBeVisible();
  await expect(page.getByText(ann.email)).toBeVisible();
  await takeScreens(page, 'sign-in-choose');
  await page.getByRole('button', { name: 'Use another account' }).click();
  await typePassword(page, ben);
  await enterMailedCode(page, ben);
  await expect(page.getByRole('heading', { level: 1, name: 'Allow Photo Album?' })).toBeVisible();
  await expect(page.getByText(ben.email)).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  const tokens = await album.exchange(await album.returned(page.url()));
  expect(await album.userInfo(tokens)).toMatchObject({ sub: ben.id });

  await page.goto(await album.start({ prompt: 'login' }));
  await expect(page.getByText('Photo Album wants you to sign in once more.')).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toHaveValue(ben.email);
});

test('a password forgotten on the way to an application should lead back to it', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album));
  await admin.close();
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);

  await page.goto(await album.start({ login_hint: ann.email }));
  await page.getByLabel('E-mail address').press('Enter');
  await page.getByRole('link', { name: 'I forgot my password' }).click();
  await page.getByLabel('E-mail address').fill(ann.email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();

  // The mail program opens another window of the browser.
  const window = await page.context().newPage();
  await window.goto(await mailedLink(ann.email, 'reset'));
  await window.getByRole('textbox', { name: 'New password' }).fill('brand new harbour 7');
  await window.getByRole('button', { name: 'Set password' }).click();
  await expect(window.getByRole('heading', { name: 'The new password holds' })).toBeVisible();
  const onward = window.getByRole('link', { name: 'Go on to Photo Album' });
  await expect(onward).toBeVisible();
  await takeScreens(window, 'reset-application');
  await onward.click();
  await expect(window.getByText('You are signing in to')).toBeVisible();
  await window.close();

  // And the first window knows the way as well.
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await page.getByLabel('E-mail address').press('Enter');
  await page.getByLabel('Password', { exact: true }).fill('brand new harbour 7');
  await page.keyboard.press('Enter');
  await enterMailedCode(page, ann);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await album.exchange(await album.returned(page.url()));
});

test('an application that wants an authenticator should have the person prove it', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album));
  await admin.close();
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app, recoveryCodes } = await enrolApp(page.request, ann);
  // Proved by a recovery code, which is less than what the application wants. Each code of the app works once.
  await call(page.request, 'POST', '/login/step-up', { action: 'manage' });
  await call(page.request, 'POST', '/login/recovery-code', { code: recoveryCodes[0] });

  await page.goto(await album.start({ acr_values: 'phr' }));
  await expect(page.getByText('Photo Album wants a stronger proof')).toBeVisible();
  await takeScreens(page, 'sign-in-prove');
  await page.getByLabel(appCode).fill(app.code());
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await album.exchange(await album.returned(page.url()));
});

test('what cannot be answered to an application should be told to the person', async ({ page, album }) => {
  album.register({ clientId: '019a0000-0000-7000-8000-000000000000' });
  await page.goto(await album.start());
  await expect(page).toHaveURL(/\/error\?/);
  await expect(
    page.getByRole('heading', { level: 1, name: 'This application is not known here' }),
  ).toBeVisible();
  await takeScreens(page, 'application-failure');

  await page.goto('/error?error=redirect-mismatch&request=Call+0800+123');
  await expect(page.getByText('Nothing about you was shared.')).toBeVisible();
  await expect(page.getByText('0800')).toHaveCount(0);
  await page.goto('/consent?request=' + 'x'.repeat(43));
  await expect(page.getByRole('heading', { level: 1, name: 'This sign-in is over' })).toBeVisible();
  await page.goto('/sign-in?request=short');
  await expect(page.getByRole('heading', { level: 1, name: 'This sign-in is over' })).toBeVisible();
});

test('the provider should see the signing keys and replace them', async ({ page, organisation }) => {
  await organisation.lendAdministrator(page.context());
  await page.goto('/admin/signing-keys');
  const keys = page.getByRole('table', { name: 'Signing keys' });
  await expect(keys.getByText('Signs', { exact: true })).toHaveCount(2);
  await page.getByRole('button', { name: 'Rotate now' }).click();
  await page
    .getByRole('dialog', { name: 'Replace the signing keys now?' })
    .getByRole('button', { name: 'Rotate keys' })
    .click();
  await expect(page.getByText('New keys are published. They sign in ten minutes.')).toBeVisible();
  await expect(keys.getByText('Published, not used yet')).toHaveCount(2);
  await takeScreens(page, 'signing-keys');
});
