import { client, must } from './client.ts';
import type { components } from './schema.d.ts';
import { getPasskey } from './webauthn.ts';

export type LoginState = components['schemas']['LoginState'];
export type Way = NonNullable<LoginState['ways']>[number];
export type WayKind = Way['kind'];
export type FactorKind = components['schemas']['FactorKind'];
export type MailCodeState = components['schemas']['MailCodeState'];

type Coded = Extract<WayKind, 'totp' | 'mail-code' | 'recovery-code' | 'pass'>;

const codePaths = {
  totp: '/api/v1/login/totp',
  'mail-code': '/api/v1/login/mail-code/answer',
  'recovery-code': '/api/v1/login/recovery-code',
  pass: '/api/v1/login/pass',
} as const satisfies Record<Coded, string>;

/** Answers the sign-in or step-up under way with a code. */
export function answerCode(kind: Coded, code: string, rememberDevice: boolean): Promise<LoginState> {
  return must(client.POST(codePaths[kind], { body: { code, rememberDevice } }));
}

/** Answers with a passkey or security key: fetches the challenge, asks the authenticator, sends its answer. */
export async function answerPasskey(rememberDevice: boolean, autofill?: AbortSignal): Promise<LoginState> {
  const options = await must(
    client.POST('/api/v1/login/passkey/options', { ...(autofill ? { signal: autofill } : {}) }),
  );
  const credential = await getPasskey(options, autofill);
  return must(
    client.POST('/api/v1/login/passkey', {
      body: { challengeId: options.challengeId, credential, rememberDevice },
    }),
  );
}
