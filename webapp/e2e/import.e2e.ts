import { readFileSync } from 'node:fs';
import { mailedLink } from './support/mail.ts';
import { settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expectHome } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

test('a file should be looked at, imported without its refused rows, and its people invited', async ({
  page,
  organisation,
  browser,
}) => {
  await settleAdministrator(page.request, organisation);
  const ann = organisation.address('ann');
  const file = [
    'name,addresses,roles,invite',
    `Ann Archer,${ann},,yes`,
    `Ben Bell,${organisation.address('ben')} ${organisation.address('b.bell')},spam-admin,no`,
    'Cid Stranger,cid@elsewhere.example,,yes',
    `Dan Dale,${organisation.address('dan')},emperor,yes`,
    `Ann Again,${ann},,yes`,
  ].join('\r\n');

  await page.goto(`/admin/organisations/${organisation.id}/import`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  });
  await expect(page.getByRole('heading', { name: '2 accounts can be created' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '3 rows were refused' })).toBeVisible();
  const refused = page.getByRole('table', { name: 'Refused rows' });
  await expect(refused.getByRole('row', { name: 'cid@elsewhere.example' })).toContainText('4');
  await expect(refused.getByRole('row', { name: organisation.address('dan') })).toContainText('emperor');
  await expect(refused.getByRole('row')).toHaveCount(4);
  const sample = page.getByRole('table', { name: 'Sample' });
  await expect(sample.getByRole('row', { name: 'Ben Bell' })).toContainText('Spam administrator');
  await takeScreens(page, 'import-preview');

  // The import under way stands in the address: a reload shows it again.
  await page.reload();
  await page.getByRole('button', { name: 'Create 2 accounts' }).click();
  await expect(page.getByRole('heading', { name: '2 accounts were created' })).toBeVisible();
  await takeScreens(page, 'import-result');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain('cid@elsewhere.example');

  await page.getByRole('button', { name: 'Show people' }).click();
  const people = page.getByRole('table', { name: 'People' });
  await expect(people.getByRole('row', { name: 'Ann Archer' })).toContainText('Invited');
  await expect(people.getByRole('row', { name: 'Ben Bell' })).toContainText('Spam administrator');
  await expect(people.getByRole('row', { name: /Cid|Dan|Again/ })).toHaveCount(0);

  const elsewhere = await browser.newPage();
  await elsewhere.goto(await mailedLink(ann, 'invitation'));
  await elsewhere.getByLabel('New password', { exact: true }).fill('a quiet harbour at dusk');
  await elsewhere.getByRole('button', { name: 'Set password and go on' }).click();
  await expectHome(elsewhere);
  await elsewhere.close();
});

test('a file that is no table of people should be told, and another can be chosen', async ({
  page,
  organisation,
}) => {
  await settleAdministrator(page.request, organisation);
  await page.goto(`/admin/organisations/${organisation.id}/import`);
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from([0xc4, 0x6e]) });
  await expect(page.getByRole('alert')).toContainText('The file is not UTF-8 text.');
  await choose.setInputFiles({ name: 'b.csv', mimeType: 'text/csv', buffer: Buffer.from('colour\r\nred') });
  await expect(page.getByRole('alert')).not.toContainText('UTF-8');
  await takeScreens(page, 'import-refused');

  const good = `name,addresses\r\nAnn Archer,${organisation.address('ann')}`;
  await choose.setInputFiles({ name: 'c.csv', mimeType: 'text/csv', buffer: Buffer.from(good) });
  await expect(page.getByRole('heading', { name: '1 account can be created' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByRole('heading', { name: 'Choose the file' })).toBeVisible();
});
