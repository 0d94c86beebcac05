import { expect, type Locator, type Page } from '@playwright/test';
import type { Organisation } from './people.ts';
import { settleAdministrator } from './people.ts';
import type { Registration, ThirdParty } from './thirdParty.ts';

/** An administrator creates the application through the page; returns what the page tells of it. */
export async function createOnPage(
  page: Page,
  organisation: Organisation,
  application: ThirdParty,
  kind = 'Web application',
): Promise<Registration> {
  await settleAdministrator(page.request, organisation);
  await page.goto(`/admin/organisations/${organisation.id}/applications`);
  await page.getByRole('button', { name: 'Create application' }).click();
  const create = page.getByRole('dialog', { name: 'Create an application' });
  await create.getByLabel('Name', { exact: true }).fill('Photo Album');
  await create.getByLabel(kind).check();
  if (kind !== 'Device that shows a code') {
    await create.getByLabel('Redirect addresses').fill(application.redirectUri);
  }
  await create.getByRole('button', { name: 'Create application' }).click();
  return told(page.getByRole('dialog', { name: 'Photo Album was created' }));
}

/** The application in its drawer, after the dialog that has created it. */
export async function openDrawer(page: Page): Promise<Locator> {
  const created = page.getByRole('dialog', { name: 'Photo Album was created' });
  const stored = created.getByLabel('I have stored it');
  if (await stored.isVisible()) {
    await stored.check();
  }
  await created.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Photo Album' }).click();
  return page.getByRole('dialog', { name: 'Photo Album' });
}

/** Client ID and secret as the dialog shows them. */
export async function told(dialog: Locator): Promise<Registration> {
  await expect(dialog.getByRole('button', { name: 'Copy client ID' })).toBeVisible();
  const texts = await dialog.locator('code').allTextContents();
  const clientId = texts.find((text) => /^[0-9a-f]{8}-/.test(text)) ?? '';
  const secret = texts.find((text) => /^[\w-]{43}$/.test(text));
  return secret === undefined ? { clientId } : { clientId, secret };
}
