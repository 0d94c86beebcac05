import type { Locator } from '@playwright/test';
import { publish } from './support/dns.ts';
import { settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('a domain should be proved by a record before anybody has an address in it', async ({
  page,
  organisation,
}) => {
  await settleAdministrator(page.request, organisation);
  const name = organisation.address('ann').replace('ann@', 'more.');
  await page.goto(`/admin/organisations/${organisation.id}/domains`);
  await page.getByRole('button', { name: 'Add domain' }).click();
  await page.getByRole('dialog', { name: 'Add a domain' }).getByLabel('Domain', { exact: true }).fill(name);
  await page.keyboard.press('Enter');

  const proof = page.getByRole('dialog', { name: `Prove that ${name} is yours` });
  await expect(proof.getByText('TXT', { exact: true })).toBeVisible();
  await expect(proof.getByRole('button', { name: 'Confirm without a record' })).toHaveCount(0);
  await takeScreens(page, 'domain-proof');
  const record = await proof.locator('code').first().innerText();
  const value = await proof.locator('code').nth(1).innerText();
  await proof.getByRole('button', { name: 'Check now' }).click();
  await expect(proof.getByRole('alert')).toContainText(`There is no TXT record ${record} yet.`);
  await takeScreens(page, 'domain-not-proved');

  publish(record, 'something else');
  await checkUntil(proof, proof.getByText('holds something else: something else.'));

  publish(record, value);
  await checkUntil(proof, page.getByText(`${name} is proved.`));
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Proved');

  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove domain' }).click();
  await expect(page.getByText(`${name} was removed.`)).toBeVisible();
});

test("the provider should confirm an organisation's domain without a record", async ({
  page,
  organisation,
  browser,
}) => {
  await settleAdministrator(page.request, organisation);
  const name = organisation.address('ann').replace('ann@', 'known.');
  await page.goto(`/admin/organisations/${organisation.id}/domains`);
  await page.getByRole('button', { name: 'Add domain' }).click();
  await page.getByRole('dialog', { name: 'Add a domain' }).getByLabel('Domain', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: `Prove that ${name} is yours` })).toBeVisible();

  const provider = await browser.newPage();
  await organisation.lendAdministrator(provider.context());
  await provider.goto(`/admin/organisations/${organisation.id}/domains`);
  await provider.getByRole('button', { name: `Prove ${name}` }).click();
  await provider.getByRole('button', { name: 'Confirm without a record' }).click();
  await expect(provider.getByText(`${name} is confirmed.`)).toBeVisible();

  await page.reload();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Proved');
});

/** Asks again and again: the server looks once in five seconds. */
async function checkUntil(proof: Locator, seen: Locator): Promise<void> {
  await expect(async () => {
    await proof.getByRole('button', { name: 'Check now' }).click();
    await expect(seen).toBeVisible({ timeout: 1500 });
  }).toPass({ timeout: 30_000 });
}
