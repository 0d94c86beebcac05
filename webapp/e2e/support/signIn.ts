import { expect, type Page } from '@playwright/test';
import type { DemoAccount } from './demo.ts';

/** Types address and password on the sign-in page; what is asked next is the test's business. */
export async function enterPassword(
  page: Page,
  account: Pick<DemoAccount, 'email' | 'password'>,
): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(account.email);
  await page.keyboard.press('Enter');
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.keyboard.press('Enter');
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
}

export async function expectHome(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: /^Good / })).toBeVisible();
}
