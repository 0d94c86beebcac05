import type { Page } from '@playwright/test';
import { IdentityProvider } from './support/idp.ts';
import { acceptInvitation, endSession, type Person, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { enterMailedCode, expectHome, signOut } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

const there = 'the password there';

let provider: IdentityProvider;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  provider = await IdentityProvider.start();
});

test.afterAll(() => provider.stop());

test('people should sign in with a provider that their administrator has added', async ({
  page,
  organisation,
  neighbours,
}) => {
  test.setTimeout(300_000);
  neighbours.add(provider.issuer);
  const ann = await organisation.invite();

  await test.step('an administrator adds it, tries it out and activates it', async () => {
    const { olga } = await settleAdministrator(page.request, organisation);
    await provider.welcome(olga, there);
    await page.goto(`/admin/organisations/${organisation.id}/identity-providers`);
    await takeScreens(page, 'identity-providers-empty');
    await page.getByRole('button', { name: 'Add first provider' }).click();
    const add = page.getByRole('dialog', { name: 'Add an identity provider' });
    await add.getByLabel('Name').fill('Acme ID');
    await add.getByLabel('Issuer').fill(`${provider.issuer}/elsewhere`);
    await add.getByLabel('Client ID').fill(organisation.id);
    await add.getByLabel('Client secret').fill('a secret that only two know'.replaceAll(' ', '-'));
    await add.getByRole('button', { name: 'Add provider' }).click();
    await expect(add.getByText(/This identity provider cannot be used as it is/)).toBeVisible();
    await takeScreens(page, 'identity-provider-add');
    await add.getByLabel('Issuer').fill(provider.issuer);
    await add.getByRole('button', { name: 'Add provider' }).click();

    const drawer = page.getByRole('dialog', { name: 'Acme ID' });
    const redirect = await drawer.getByText(/\/sign-in\/with\//).innerText();
    await provider.register(organisation.id, 'a-secret-that-only-two-know', redirect);
    await drawer.getByRole('button', { name: 'Check documents' }).click();
    await expect(drawer.getByText(/It answers as it must/)).toBeVisible();
    await takeScreens(page, 'identity-provider');
    await drawer.getByRole('button', { name: 'Try a sign-in' }).click();
    await signInThere(page, olga.email);
    await expect(page.getByRole('heading', { level: 1, name: 'Acme ID works' })).toBeVisible();
    await takeScreens(page, 'identity-provider-trial');
    await page.getByRole('link', { name: 'Back to the identity providers' }).click();
    await page.getByRole('link', { name: 'Acme ID' }).click();
    await drawer.getByRole('button', { name: 'Activate provider' }).click();
    await expect(page.getByText('People can sign in with Acme ID.')).toBeVisible();
    await page.keyboard.press('Escape');
    await takeScreens(page, 'identity-providers');
  });

  await page.context().clearCookies();
  await provider.welcome(ann, there);

  await test.step('whoever has connected nothing is told what to do', async () => {
    await acceptInvitation(page.request, ann);
    await endSession(page.request);
    await page.goto(`/sign-in?domain=${ann.email.split('@')[1]}`);
    await takeScreens(page, 'sign-in-organisation');
    await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
    await signInThere(page, ann.email);
    await expect(page.getByRole('heading', { level: 1, name: 'Not signed in' })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\/with\/[0-9a-f-]+$/);
    await takeScreens(page, 'upstream-not-connected');
    await page.getByRole('link', { name: 'Sign in with your password' }).click();
  });

  await test.step('she signs in with the password and connects the two accounts', async () => {
    await page.getByLabel('E-mail address').fill(ann.email);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Continue with Acme ID' })).toBeVisible();
    await takeScreens(page, 'sign-in-upstream');
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.keyboard.press('Enter');
    await enterMailedCode(page, ann);
    await page.getByRole('button', { name: 'Connect Acme ID' }).click();
    await proveAgain(page, ann);
    await expect(page.getByRole('button', { name: 'Disconnect Acme ID' })).toBeVisible();
    await takeScreens(page, 'security-connected');
    await signOut(page);
  });

  await test.step('from then on the button is enough, and the policy asks for the rest', async () => {
    await page.getByLabel('E-mail address').fill(ann.email);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
    await enterMailedCode(page, ann);
    await expectHome(page);
  });

  await test.step('she disconnects them again', async () => {
    await page.goto('/security');
    await page.getByRole('button', { name: 'Disconnect Acme ID' }).click();
    await page
      .getByRole('dialog', { name: 'Disconnect Acme ID?' })
      .getByRole('button', { name: 'Disconnect' })
      .click();
    await proveAgain(page, ann);
    await expect(page.getByText('Acme ID does not open your account any more.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Connect Acme ID' })).toBeVisible();
  });
});

/** The fresh proof that a change of this kind asks for. */
async function proveAgain(page: Page, person: Person): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Password', { exact: true }) });
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
}

/** The provider's own page. */
async function signInThere(page: Page, email: string): Promise<void> {
  await page.locator('input[name=username]').fill(email);
  await page.locator('input[name=password]').fill(there);
  // Not by a key: it goes to whatever has the focus, and that page moves it when it has loaded.
  await page.getByRole('button', { name: 'Sign in' }).click();
}
