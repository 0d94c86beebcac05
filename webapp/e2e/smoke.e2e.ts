import type { Page } from '@playwright/test';
import { acceptInvitation, enrolApp } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('every page of a user should open, and the administration should not', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await enrolApp(page.request, ann);

  await expectToOpen(page, { home: '/', security: '/security', 'not-found': '/no-such-page' });
  await expect(page.getByRole('link', { name: 'Admin' })).toHaveCount(0);
});

test('every page about people should open to their administrator', async ({ page, organisation }) => {
  const olga = await organisation.invite('Olga Owen', 'organisation-admin');
  await acceptInvitation(page.request, olga);
  const pages = `/admin/organisations/${organisation.id}`;

  await expectToOpen(page, {
    'home-administrator': '/',
    people: `${pages}/accounts`,
    person: `${pages}/accounts/${olga.id}`,
    import: `${pages}/import`,
  });
});

test('every page about an organisation should open to its administrator', async ({ page, organisation }) => {
  const olga = await organisation.invite('Olga Owen', 'organisation-admin');
  await acceptInvitation(page.request, olga);
  const pages = `/admin/organisations/${organisation.id}`;

  await expectToOpen(page, {
    domains: `${pages}/domains`,
    policy: `${pages}/policy`,
    audit: `${pages}/audit`,
    'applications-smoke': `${pages}/applications`,
  });
});

test('every page of a compliance officer should open, and the audit log should be found', async ({
  page,
  organisation,
}) => {
  const cora = await organisation.invite('Cora Cole', 'compliance-officer');
  await acceptInvitation(page.request, cora);

  await expectToOpen(page, {
    'home-compliance-officer': '/',
    'audit-compliance-officer': `/admin/organisations/${organisation.id}/audit`,
  });
  const failures = failuresOf(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
  expect(failures).toEqual([]);
});

test('every page of a spam administrator should open, and the administration should not', async ({
  page,
  organisation,
}) => {
  const sid = await organisation.invite('Sid Stone', 'spam-admin');
  await acceptInvitation(page.request, sid);

  await expectToOpen(page, { 'home-spam-administrator': '/', 'security-spam-administrator': '/security' });
  await expect(page.getByRole('link', { name: 'Admin' })).toHaveCount(0);
});

test('every page of the provider should open', async ({ page, organisation }) => {
  await organisation.lendAdministrator(page.context());

  await expectToOpen(page, {
    organisations: '/admin/organisations',
    'provider-policy': '/admin/policy',
    'signing-keys-smoke': '/admin/signing-keys',
    'people-of-another': `/admin/organisations/${organisation.id}/accounts`,
  });
});

/** Opens pages, by the names of their pictures: each shows a heading, is accessible, and nothing fails on it. */
async function expectToOpen(page: Page, places: Record<string, string>): Promise<void> {
  const failures = failuresOf(page);
  for (const [name, path] of Object.entries(places)) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    await takeScreens(page, name);
    expect(failures, path).toEqual([]);
  }
}

/** What fails on the page from now on: errors in the console and calls that are refused. */
function failuresOf(page: Page): string[] {
  const failures: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      failures.push(message.text());
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      failures.push(`${response.status()} ${response.url()}`);
    }
  });
  return failures;
}
