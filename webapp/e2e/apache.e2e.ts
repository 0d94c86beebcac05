import type { Page } from '@playwright/test';
import { Apache } from './support/apache.ts';
import { acceptInvitation, endSession, type Person } from './support/people.ts';
import { enterMailedCode, typePassword } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('a web server of another vendor should let people in and out', async ({
  page,
  browser,
  organisation,
  neighbours,
}) => {
  const apache = await Apache.create();
  neighbours.add(apache.origin);
  try {
    const registration = await organisation.register({
      name: 'Intranet',
      authMethod: 'client_secret_basic',
      redirectUris: [apache.redirectUri],
      postLogoutRedirectUris: [apache.bye],
      backchannelLogoutUri: apache.backchannelLogoutUri,
      scopes: ['openid', 'profile', 'email'],
    });
    await apache.start(registration);
    const ann = await organisation.invite();
    await acceptInvitation(page.request, ann);
    await endSession(page.request);

    // In: discovery, code, PKCE, nonce, the keys, user info, all as that module has them.
    await page.goto(apache.members);
    await signInHere(page, ann);
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByRole('heading', { name: 'Members only' })).toBeVisible();
    expect((await page.reload())?.headers()['x-person']).toBe(ann.email);

    // Out: it sends the browser to us and takes it back, and we know nobody any more.
    await page.goto(`${apache.redirectUri}?logout=${encodeURIComponent(apache.bye)}`);
    await expect(page.getByRole('heading', { name: 'See you' })).toBeVisible();
    await page.goto(apache.members);
    await expect(page.getByLabel('E-mail address')).toBeVisible();

    // A session that ends here ends there: the module is told, and the browser that has its cookie must sign in again.
    const other = await browser.newContext();
    const elsewhere = await other.newPage();
    await elsewhere.goto(apache.members);
    await signInHere(elsewhere, ann);
    await expect(elsewhere.getByRole('heading', { name: 'Members only' })).toBeVisible();
    await endSession(elsewhere.request);
    await expect
      .poll(async () => (await elsewhere.request.get(apache.members, { maxRedirects: 0 })).status())
      .toBe(302);
    await other.close();
  } finally {
    await apache.stop();
  }
});

/** Signs in on the page to which the application has sent the browser. */
async function signInHere(page: Page, person: Person): Promise<void> {
  await typePassword(page, person);
  await enterMailedCode(page, person);
}
