import { generateKeyPair } from 'oauth4webapi';
import { openDrawer, told } from './support/applications.ts';
import { acceptInvitation, settleAdministrator } from './support/people.ts';
import { takeScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('an application with a key of its own should push its requests and bind its tokens', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  const admin = await browser.newPage();
  await settleAdministrator(admin.request, organisation);
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const own = JSON.stringify(await crypto.subtle.exportKey('jwk', privateKey));
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64');

  await admin.goto(`/admin/organisations/${organisation.id}/applications`);
  await admin.getByRole('button', { name: 'Create first application' }).click();
  const create = admin.getByRole('dialog', { name: 'Create an application' });
  await create.getByLabel('Name', { exact: true }).fill('Photo Album');
  await create.getByLabel('By a key of its own').check();
  await create.getByLabel('Redirect addresses').fill(album.redirectUri);
  await create.getByLabel('Its public keys').fill(own);
  let sent = 0;
  admin.on('request', (request) => (request.postData()?.includes('private_key_jwt') ? sent++ : 0));
  await create.getByRole('button', { name: 'Create application' }).click();
  await expect(create.getByText(/^This is a private key, and it was not sent/)).toBeVisible();
  await expect(create.getByLabel('Its public keys')).toBeFocused();
  expect(sent).toBe(0);
  await takeScreens(admin, 'application-create-key');
  await create
    .getByLabel('Its public keys')
    .fill(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`);
  await create.getByRole('button', { name: 'Create application' }).click();
  const { clientId } = await told(admin.getByRole('dialog', { name: 'Photo Album was created' }));
  album.register({ clientId, key: { key: privateKey } });

  const drawer = await openDrawer(admin);
  await expect(drawer.getByRole('list', { name: 'Its public keys' })).toHaveText('EC P-256');
  await drawer.getByLabel('Requests are pushed (PAR)').check();
  await drawer.getByLabel('Tokens are bound to a key (DPoP)').check();
  await drawer.getByRole('button', { name: 'Save protection' }).click();
  await expect(admin.getByText('The protection of Photo Album was changed.')).toBeVisible();
  await takeScreens(admin, 'application-key');

  const ann = await organisation.invite();
  await acceptInvitation(page.request, ann);
  await page.goto(await album.start());
  await expect(album.returned(page.url())).rejects.toMatchObject({ error: 'invalid_request' });

  await album.bind();
  const pushed = await album.startPushed();
  expect(pushed).not.toContain('redirect_uri');
  await page.goto(pushed);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  const tokens = await album.exchange(await album.returned(page.url()));
  expect(tokens.token_type).toBe('dpop');
  expect(await album.userInfo(tokens)).toMatchObject({ sub: ann.id });
  const refreshed = await album.refresh(tokens);
  expect(await album.introspect(refreshed.access_token)).toMatchObject({
    active: true,
    sub: ann.id,
    client_id: clientId,
    token_type: 'DPoP',
    cnf: { jkt: await album.thumbprint() },
  });

  // Whoever steals the tokens has nothing, and takes nothing away from the application either.
  await expect(album.asThief(() => album.userInfo(refreshed))).rejects.toThrow();
  for (const withKey of [false, true]) {
    await expect(album.asThief(() => album.refresh(refreshed), withKey)).rejects.toThrow();
  }
  const last = await album.refresh(refreshed);

  await album.revoke(last.refresh_token ?? '');
  expect(await album.introspect(last.access_token)).toEqual({ active: false });

  // A key that is replaced is worth nothing from that moment.
  await admin.reload();
  await drawer.getByRole('button', { name: 'Replace keys' }).click();
  const next = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await crypto.subtle.exportKey('jwk', next.publicKey)), kid: 'autumn' };
  await drawer.getByLabel('Its public keys').fill(JSON.stringify({ keys: [jwk] }));
  await drawer.getByRole('button', { name: 'Save proof' }).click();
  await expect(drawer.getByRole('list', { name: 'Its public keys' })).toHaveText('EC P-256, autumn');
  await expect(album.introspect(last.access_token)).rejects.toThrow();
  album.register({ clientId, key: { key: next.privateKey, kid: 'autumn' } });
  expect(await album.introspect(last.access_token)).toEqual({ active: false });
  await admin.close();
});

test('the provider should let an application have codes, other services and a key instead of its secret', async ({
  page,
  browser,
  organisation,
  album,
}) => {
  await organisation.lendAdministrator(page.context());
  await page.goto(`/admin/organisations/${organisation.id}/applications`);
  await page.getByRole('button', { name: 'Create first application' }).click();
  const create = page.getByRole('dialog', { name: 'Create an application' });
  await create.getByLabel('Name', { exact: true }).fill('Photo Album');
  await create.getByLabel('Redirect addresses').fill(album.redirectUri);
  await create.getByRole('button', { name: 'Create application' }).click();
  const registration = await told(page.getByRole('dialog', { name: 'Photo Album was created' }));
  album.register(registration);
  const drawer = await openDrawer(page);
  await expect(album.startDevice()).rejects.toMatchObject({ error: 'unauthorized_client' });

  await drawer.getByLabel('People may sign it in by a code').check();
  await drawer.getByLabel('Other services it may get tokens for').fill('http://api.example');
  await drawer.getByRole('button', { name: 'Save settings' }).click();
  await expect(drawer.getByText('A service is an https address without a part behind #.')).toBeVisible();
  await drawer.getByLabel('Other services it may get tokens for').fill('https://api.example');
  await drawer.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('Photo Album was changed.')).toBeVisible();
  expect((await album.startDevice()).user_code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);

  await drawer.getByLabel('A key of its own (private_key_jwt)').check();
  await expect(drawer.getByText('Its secret stops working at once.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Save proof' }).click();
  await expect(drawer.getByText('Paste the public keys of the application.')).toBeVisible();
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  await drawer
    .getByLabel('Its public keys')
    .fill(JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)));
  await drawer.getByRole('button', { name: 'Save proof' }).click();
  await expect(page.getByText('How Photo Album proves itself was changed.')).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'Secret' })).toBeHidden();
  await expect(drawer.getByRole('list', { name: 'Its public keys' })).toHaveText('RSA 2048');
  await takeScreens(page, 'application-provider');
  await expect(album.startDevice()).rejects.toThrow('WWW-Authenticate');
  album.register({ clientId: registration.clientId, key: { key: privateKey } });
  expect((await album.startDevice()).expires_in).toBe(600);

  // Of the provider's own, an organisation can only put an end to it.
  await drawer.getByLabel('First-party').check();
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await drawer.getByRole('button', { name: 'Save settings' }).click();
  expect((await saved).ok()).toBe(true);
  const admin = await browser.newPage();
  await settleAdministrator(admin.request, organisation);
  await admin.goto(page.url());
  const theirs = admin.getByRole('dialog', { name: 'Photo Album', exact: true });
  await expect(theirs.getByText('its settings are the provider’s')).toBeVisible();
  await expect(theirs.getByRole('button', { name: /^Save/ })).toHaveCount(0);
  await takeScreens(admin, 'application-first-party');
  await theirs.getByRole('button', { name: 'Suspend application' }).click();
  await admin
    .getByRole('dialog', { name: 'Suspend Photo Album?' })
    .getByRole('button', { name: 'Suspend application' })
    .click();
  await expect(admin.getByText('Photo Album is suspended.')).toBeVisible();
  await admin.close();
});
