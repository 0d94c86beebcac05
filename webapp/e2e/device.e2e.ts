import { createOnPage } from './support/applications.ts';
import { acceptInvitation, endSession } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { enterMailedCode, expectHome, typePassword } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

const field = 'Code on your device';

test('a device should be signed in by the code that it shows, after its person', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album, 'Device that shows a code'));
  await admin.close();
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  const looks: string[] = [];
  page.on('request', (request) =>
    request.url().includes('/oauth/devices/') ? looks.push(request.url()) : 0,
  );

  const device = await album.startDevice();
  await expect(album.poll(device)).rejects.toMatchObject({ error: 'authorization_pending' });
  await expect(album.poll(device)).rejects.toMatchObject({ error: 'slow_down' });
  await page.goto(device.verification_uri_complete ?? '');
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fdevice/);
  await expect(page.getByText('Then you come back to the code of your device.')).toBeVisible();
  await typePassword(page, ann);
  await enterMailedCode(page, ann);

  // The code of the link stands there, and nothing happens before the person goes on: a link spends no tries.
  await expect(page.getByText('Does your device show this code?')).toBeVisible();
  await expect(page.getByLabel(field)).toHaveValue(device.user_code.replace('-', ''));
  await takeScreens(page, 'device-linked');
  expect(looks).toEqual([]);
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(
    page.getByRole('heading', { level: 1, name: 'Allow Photo Album on this device?' }),
  ).toBeVisible();
  await expect(page.getByText(device.user_code, { exact: true })).toBeVisible();
  await expect(page.getByText('Photo Frame/2')).toBeVisible();
  await expect(page.getByText(/^127\.0\.0\.1$|^::1$/)).toBeVisible();
  const can = page.getByRole('list', { name: 'What Photo Album will be able to do' });
  await expect(can.getByRole('listitem')).toHaveText(['Know that it is you who signs in', 'See your name']);
  await expect(page.getByRole('button', { name: 'Allow' })).toBeEnabled();
  await takeScreens(page, 'device-question');
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your device is signed in' })).toBeVisible();
  await takeScreens(page, 'device-allowed');

  const tokens = await album.waitForPerson(device);
  expect(await album.userInfo(tokens)).toMatchObject({ sub: ann.id, name: ann.name });
  const refreshed = await album.refresh(tokens);
  expect(await album.userInfo(refreshed)).toMatchObject({ sub: ann.id });
  await expect(album.poll(device)).rejects.toMatchObject({ error: 'invalid_grant' });

  await page.getByRole('link', { name: 'See what is connected to your account' }).click();
  await expect(page.getByRole('list', { name: 'Connected applications' })).toContainText('Photo Album');
});

test('a code should be taken however it is typed, and a device be turned away', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  album.register(await createOnPage(admin, organisation, album, 'Device that shows a code'));
  await admin.close();
  await acceptInvitation(page.request, await organisation.invite());

  await page.goto('/device');
  await expect(page.getByText('Type the code that your device shows.')).toBeVisible();
  await expect(page.getByLabel(field)).toBeFocused();
  await takeScreens(page, 'device-empty');
  await page.keyboard.type('bcd');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Type all 8 letters.')).toBeVisible();
  await page.getByLabel(field).fill('BBBB-BBBB');
  await expect(page.getByText('No device shows this code now.')).toBeVisible();
  await takeScreens(page, 'device-unknown');

  const device = await album.startDevice();
  await page.getByLabel(field).fill(` ${device.user_code.toLowerCase().replace('-', ' ')} `);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Allow Photo Album on this device?' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The device was turned away' })).toBeVisible();
  await takeScreens(page, 'device-denied');
  await expect(album.poll(device)).rejects.toMatchObject({ error: 'access_denied' });

  // A code that is answered elsewhere while the question stands open is over, and the way begins at the code again.
  await page.getByRole('link', { name: 'Type another code' }).click();
  const second = await album.startDevice();
  await page.getByLabel(field).fill(second.user_code);
  await expect(page.getByRole('button', { name: 'Allow' })).toBeEnabled();
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(`/device?code=${second.user_code}`);
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await elsewhere.getByRole('button', { name: 'Deny' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'The device was turned away' })).toBeVisible();
  await elsewhere.close();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByText('This code is over.')).toBeVisible();
  await expect(page.getByLabel(field)).toBeFocused();

  // Signed out meanwhile, the way begins at the sign-in and leads back to the code.
  const third = await album.startDevice();
  await endSession(page.request);
  await page.getByLabel(field).fill(third.user_code);
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fdevice%3Fcode%3D/);
});

test('after the sign-in nothing should lead to another site by the address of a device', async ({
  page,
  organisation,
}) => {
  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await endSession(page.request);
  await page.goto('/sign-in?return=%2Fdevice%2F..%2F%2Fevil.example');
  await typePassword(page, ann);
  await enterMailedCode(page, ann);
  await expectHome(page);
  await expect(page).toHaveURL('/');
});
