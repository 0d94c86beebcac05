import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { acceptInvitation, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('the audit log should be filtered, keep its filters in the address, and export what it shows', async ({
  page,
  organisation,
  browser,
}) => {
  const { olga } = await settleAdministrator(page.request, organisation);
  const ann = await organisation.invite('Ann Archer');
  const elsewhere = await browser.newContext();
  await acceptInvitation(elsewhere.request, ann);
  await elsewhere.close();

  await page.goto(`/admin/organisations/${organisation.id}/audit`);
  const log = page.getByRole('table', { name: 'Audit log' });
  await expect(log.getByRole('row', { name: 'Ann Archer' }).first()).toBeVisible();

  await page.getByRole('textbox', { name: 'Who', exact: true }).fill('olga');
  await page.getByRole('option', { name: olga.name }).click();
  await expect(page).toHaveURL(new RegExp(`actor=${olga.id}`));
  await expect(log.getByRole('row', { name: 'Ann Archer' })).toHaveCount(0);
  await page.getByRole('button', { name: 'About' }).click();
  await page.getByRole('menuitem', { name: 'Authenticators' }).click();
  await expect(page).toHaveURL(/action=factor/);
  await expect(log.getByRole('row', { name: 'Sign-in' })).toHaveCount(0);
  await expect(log.getByRole('row', { name: 'Authenticator set up' })).toHaveCount(1);
  await page.getByLabel('From', { exact: true }).fill(today());
  await page.getByLabel('Until the end of').fill(today());
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(log.getByRole('row', { name: 'Authenticator set up' })).toHaveCount(1);
  await takeScreens(page, 'audit-filtered');

  const rows = (await log.getByRole('row').count()) - 1;
  const lines = await exported(page);
  expect(lines).toHaveLength(rows + 1);
  expect(lines.slice(1).every((line) => line.includes('factor.') && line.includes(olga.name))).toBe(true);

  // The address is all there is to it: another visit shows the same.
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Who', exact: true })).toHaveValue(olga.name);
  await expect(log.getByRole('row')).toHaveCount(rows + 1);
  await page.getByLabel('Until the end of').fill('2020-01-01');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await expect(log.getByRole('row', { name: 'Ann Archer' }).first()).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

test('an entry should be told in words, and lead to what else the person did', async ({
  page,
  organisation,
}) => {
  const cora = await organisation.invite('Cora Cole', 'compliance-officer');
  await acceptInvitation(page.request, cora);
  await page.goto(`/admin/organisations/${organisation.id}/audit`);
  await page.getByRole('button', { name: 'Invitation accepted' }).click();
  const entry = page.getByRole('dialog', { name: 'Invitation accepted' });
  await expect(entry).toContainText('Cora Cole');
  await takeScreens(page, 'audit-entry');
  await entry.getByRole('button', { name: 'Everything they did' }).click();
  await expect(page).toHaveURL(new RegExp(`actor=${cora.id}`));
  await expect(page.getByRole('button', { name: 'Remove the filter Who' })).toBeVisible();

  await page.getByRole('button', { name: 'Verify log' }).click();
  await expect(page.getByRole('dialog', { name: 'Verify log' })).toContainText('Intact');
});

async function exported(page: Page): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
}

/** Today as a date field wants it, in the zone of the browser of these tests. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}
