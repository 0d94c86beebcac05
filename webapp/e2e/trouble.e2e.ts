import type { Locator, Page } from '@playwright/test';
import { mailedCode } from './support/mail.ts';
import { acceptInvitation, endSession, enrolApp } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { appCode, enterPassword, expectHome } from './support/signIn.ts';
import { expect, expectAccessible, test } from './support/test.ts';

test('a sign-in should need no mouse, and each step be announced and take the focus', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await endSession(page.request);

  await page.goto('/sign-in');
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await page.keyboard.type(ann.email);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');

  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expectAnnounced(page, 'Enter your password');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter your password.', { exact: true })).toBeVisible();
  await expect(password).toBeFocused();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/The address or the password is not right/);
  // The focus is where one types again, and the wrong password is marked: the next key begins anew.
  await expect(password).toBeFocused();
  await page.keyboard.type(ann.password);
  await expect(password).toHaveValue(ann.password);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Show the password' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');

  const code = page.getByLabel(appCode);
  await expect(code).toBeFocused();
  await expectAnnounced(page, 'Is it you?');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Type all 6 digits.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+A');
  const right = app.code();
  await page.keyboard.type(otherThan(right));
  await expect(page.getByRole('alert')).toHaveText('That was not accepted. Try again.');
  await page.keyboard.type(right);
  await expectHome(page);
});

test('wrong passwords should be slowed down, and the wait be counted', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await enterPassword(page, { ...ann, password: 'wrong' });
  const refused = page.getByRole('alert');
  const waiting = page.getByRole('button', { name: /^Try again in \d+ s$/ });

  await guessUntil(page, waiting);
  await expect(waiting).toBeDisabled();
  await expect(refused).toContainText('There were too many tries.');
  await expect(refused).toContainText('You can try again now.', { timeout: 20_000 });
  await expectAccessible(page);

  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(/^Code sent to /)).toBeFocused();
});

test('a server that is too busy should be asked again by itself', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  let refusals = 0;
  await page.route('**/api/v1/login', async (route) => {
    if (route.request().method() === 'POST' && refusals < 2) {
      refusals++;
      // The first wait is long enough for the pictures.
      await route.fulfill(problem(503, 'hashing-busy', refusals === 1 ? 15 : 1));
    } else {
      await route.fallback();
    }
  });

  await enterPassword(page, ann);
  await expect(page.getByText(/Your turn comes by itself: trying again in \d+ s/)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await takeScreens(page, 'sign-in-busy');
  await expect(page.getByLabel(/^Code sent to /)).toBeFocused({ timeout: 30_000 });
  expect(refusals).toBe(2);
});

test('a server that stays too busy should be told after a while, and no try go on behind one’s back', async ({
  page,
}) => {
  let asked = 0;
  await page.route('**/api/v1/login', async (route) => {
    if (route.request().method() === 'POST') {
      asked++;
      await route.fulfill(problem(503, 'hashing-busy', 1));
    } else {
      await route.fallback();
    }
  });
  await enterPassword(page, { email: 'ann@acme.example', password: 'a password' });
  await expect(page.getByText(/Your turn comes by itself/)).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await page.keyboard.press('Enter');
  await page.getByLabel('Password', { exact: true }).fill('a password');
  const before = asked;
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Very many people are signing in right now.');
  expect(asked - before).toBe(5);
});

test('an expired code should say so, and a new one wait for its time', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await page.clock.install();
  await enterPassword(page, ann);
  const field = page.getByLabel(/^Code sent to /);
  await expect(page.getByText(/Accepted by your mail server/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Send a new code in \d+ s$/ })).toBeDisabled();
  await field.fill('1234');

  await page.clock.fastForward('11:00');
  await expect(page.getByText('The code has expired. Send a new one.')).toBeVisible();
  await takeScreens(page, 'sign-in-mail-code-expired');
  // For the server not half a minute has gone by.
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(/second/);
  await expect(field).toHaveValue('1234');
});

test('a sign-in that was given up elsewhere should begin again and say why', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await endSession(page.request);
  await enterPassword(page, ann);
  await expect(page.getByLabel(appCode)).toBeFocused();

  const elsewhere = await page.context().newPage();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByRole('button', { name: 'Not you?' }).click();
  await expect(elsewhere.getByLabel('E-mail address')).toHaveValue('');
  await elsewhere.close();

  // Any code: there is nothing left that could take it, and the app has one more only.
  await page.getByLabel(appCode).fill('123456');
  await expect(page.getByText('This sign-in has ended. Begin again.')).toBeVisible();
  await takeScreens(page, 'sign-in-ended');
  await expect(page.getByLabel('E-mail address')).toHaveValue(ann.email);
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(ann.password);
  await page.keyboard.press('Enter');
  await page.getByLabel(appCode).fill(app.code());
  await expectHome(page);
});

test('a sign-in that was finished in another tab should open here too', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await enterPassword(page, ann);
  const field = page.getByLabel(/^Code sent to /);
  await expect(field).toBeFocused();

  const elsewhere = await page.context().newPage();
  await elsewhere.goto('/sign-in');
  const code = await mailedCode(ann.email);
  await elsewhere.getByLabel(/^Code sent to /).fill(code);
  await expectHome(elsewhere);

  await field.fill(code);
  await expectHome(page);
});

test('a question for a fresh proof that ran out should be put once more', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  const { app } = await enrolApp(page.request, ann);
  await page.goto('/security');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(proof.getByLabel(appCode)).toBeFocused();

  await page.route('**/api/v1/login/totp', (route) => route.fulfill(problem(404, 'no-login')), { times: 1 });
  await proof.getByLabel(appCode).fill('123456');
  await expect(proof.getByText('That took too long. Here is the question once more.')).toBeVisible();
  await proof.getByLabel(appCode).fill(app.code());
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
});

test('a page that cannot be reached should say so and lead on', async ({ page, organisation }) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await page.route('**/api/v1/session', (route) => route.fulfill(problem(500, 'internal')));
  await page.goto('/security');
  await expect(page.getByRole('heading', { level: 1, name: 'This page did not open' })).toBeVisible();
  await expectAccessible(page);
  await page.unroute('**/api/v1/session');
  await page.getByRole('button', { name: 'Reload page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();
});

/** Types wrong passwords until the page asks to wait; the focus must stay in the field all the while. */
async function guessUntil(page: Page, waiting: Locator): Promise<void> {
  for (let tries = 1; tries < 10 && !(await waiting.isVisible()); tries++) {
    await expect(page.getByRole('alert')).toBeVisible();
    const answer = page.waitForResponse('**/api/v1/login');
    await page.keyboard.type(`wrong ${tries}`);
    await page.keyboard.press('Enter');
    await answer;
    await expect(page.getByRole('alert')).toBeVisible();
  }
}

/** What a screen reader is told when the step of the card changes. */
async function expectAnnounced(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: title })).toHaveCount(1);
}

function otherThan(code: string): string {
  return code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
}

/** An answer of a server in trouble. */
function problem(status: number, slug: string, retryAfter?: number) {
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: `https://gatehouse.dev/problems/${slug}`,
      title: slug === 'no-login' ? 'This sign-in has ended. Begin again.' : 'Not now.',
      status,
      requestId: '0123456789abcdef',
      ...(retryAfter === undefined ? {} : { retryAfter }),
    }),
  };
}
