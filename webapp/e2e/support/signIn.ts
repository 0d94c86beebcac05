import { expect, type Page } from '@playwright/test';
import { mailedCode } from './mail.ts';
import type { Person } from './people.ts';

/** The label of the field for a code of an authenticator app. */
export const appCode = 'Code from your authenticator app';

/** Types address and password on the sign-in page; what is asked next is the test's business. */
export async function enterPassword(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await typePassword(page, person);
}

/** The same on a sign-in page to which something has led the browser. */
export async function typePassword(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail address').fill(person.email);
  await page.keyboard.press('Enter');
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
}

/** The code that was mailed, where one is asked for. */
export async function enterMailedCode(page: Page, person: Pick<Person, 'email'>): Promise<void> {
  const field = page.getByLabel(/^Code sent to /);
  await expect(field).toBeVisible();
  await field.fill(await mailedCode(person.email));
}

/** One of the codes that were kept, where an authenticator is asked for. */
export async function enterRecoveryCode(page: Page, code = ''): Promise<void> {
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

export async function expectHome(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: /^Good / })).toBeVisible();
}

/** Presses "Sign out"; where that leads is the test's business. */
export async function pressSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

export async function signOut(page: Page): Promise<void> {
  await pressSignOut(page);
  await expect(page.getByLabel('E-mail address')).toBeVisible();
}

/** Says that the recovery codes are kept, and goes on. */
export async function keepRecoveryCodes(page: Page): Promise<void> {
  await page.getByLabel('I have kept the codes in a safe place').check();
  await page.getByRole('button', { name: 'Go on' }).click();
}
