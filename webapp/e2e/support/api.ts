import { type APIRequestContext, expect, request } from '@playwright/test';
import { demoPerson } from './demo.ts';
import { AuthenticatorApp } from './totp.ts';

/** Calls an operation and returns its answer; fails with the problem when there is one. */
export async function call<Answer = unknown>(
  context: APIRequestContext,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  data?: unknown,
): Promise<Answer> {
  const baseURL = process.env.GATEHOUSE_URL ?? '';
  const response = await context.fetch(`${baseURL}/api/v1${path}`, {
    method,
    data,
    headers: { 'X-Gatehouse-Request': '1', Origin: baseURL },
  });
  const text = await response.text();
  expect(response.ok(), `${method} ${path}: ${response.status()} ${text}`).toBe(true);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/**
 * Signs the provider's administrator in and keeps the session in a file. Once for the whole run: each code of an
 * authenticator app works once, and tests side by side would take them from each other.
 */
export async function keepAdministrator(file: string): Promise<void> {
  const { email, password, totpSecret } = demoPerson('root@');
  const context = await request.newContext();
  const app = new AuthenticatorApp(totpSecret ?? '');
  await call(context, 'POST', '/login', { email, password });
  const signedIn = await call(context, 'POST', '/login/totp', { code: app.code() });
  expect(signedIn).toMatchObject({ step: 'done' });
  // Changing a policy and giving roles want a proof of the last ten minutes: longer than a run takes.
  await call(context, 'POST', '/login/step-up', { action: 'manage' });
  const proved = await call(context, 'POST', '/login/totp', { code: app.code() });
  expect(proved).toMatchObject({ step: 'done' });
  await context.storageState({ path: file });
  await context.dispose();
}

/** The session that `keepAdministrator` has kept. */
export function administrator(): Promise<APIRequestContext> {
  return request.newContext({ storageState: process.env.GATEHOUSE_ADMIN_STATE ?? '' });
}
