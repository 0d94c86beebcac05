import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('the sign-in page should ask for the address first and be usable without a mouse', async ({ page }) => {
  await page.goto('/sign-in');
  const address = page.getByLabel('E-mail address');
  await expect(address).toBeFocused();
  await takeScreens(page, 'sign-in');

  await address.fill('ann');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter the whole address')).toBeVisible();

  await address.fill('ann@acme.example');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await takeScreens(page, 'sign-in-password');

  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveValue('ann@acme.example');
});
