import { randomUUID } from 'node:crypto';
import type { APIRequestContext, BrowserContext } from '@playwright/test';
import { administrator, call } from './api.ts';
import { mailedCode, mailedLink } from './mail.ts';
import type { Registration } from './thirdParty.ts';
import { AuthenticatorApp } from './totp.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** An organisation for one test, so that tests side by side do not disturb each other. */
export class Organisation {
  readonly id: string;
  readonly name: string;
  readonly #domain: string;
  readonly #admin: APIRequestContext;

  private constructor(id: string, name: string, domain: string, admin: APIRequestContext) {
    this.id = id;
    this.name = name;
    this.#domain = domain;
    this.#admin = admin;
  }

  static async create(): Promise<Organisation> {
    const admin = await administrator();
    const word = randomUUID().slice(0, 8);
    const name = `Test ${word}`;
    const domain = `t-${word}.example`;
    const { id } = await call<{ id: string }>(admin, 'POST', '/organisations', { name, domain });
    return new Organisation(id, name, domain, admin);
  }

  /** An address in the organisation's domain. */
  address(local: string): string {
    return `${local}@${this.#domain}`;
  }

  /** Somebody who has got the invitation and not answered it. */
  async invite(name = 'Ann Archer', ...roles: string[]): Promise<Person> {
    return this.#invite(name, this.address(firstOf(name)), roles);
  }

  /** Somebody with a password whose only mailbox can be opened after this very sign-in: no code can be mailed there. */
  async settleBehindSignIn(context: APIRequestContext, name: string): Promise<Person> {
    const domain = `here.${this.#domain}`;
    const domains = `/organisations/${this.id}/domains`;
    const { id } = await call<{ id: string }>(this.#admin, 'POST', domains, {
      name: domain,
      mailbox: 'external',
    });
    const person = await this.#invite(name, `${firstOf(name)}@${domain}`, []);
    await acceptInvitation(context, person);
    await call(this.#admin, 'PATCH', `${domains}/${id}`, { mailbox: 'gatehouse' });
    return person;
  }

  /** Somebody who can receive codes in two mailboxes from the beginning. */
  async inviteWithTwoMailboxes(name: string, second: string): Promise<Person> {
    return this.#invite(name, this.address(firstOf(name)), [], [this.address(second)]);
  }

  async #invite(name: string, email: string, roles: string[], others: string[] = []): Promise<Person> {
    const { id } = await call<{ id: string }>(this.#admin, 'POST', `/organisations/${this.id}/accounts`, {
      name,
      addresses: [email, ...others],
      ...(roles.length > 0 ? { roles } : {}),
    });
    return { id, name, email, password: `quiet harbour ${randomUUID().slice(0, 13)}` };
  }

  /** Registers an application; its secret is told once, here. */
  async register(settings: Record<string, unknown>): Promise<Registration> {
    const { id, secret } = await call<{ id: string; secret: string }>(
      this.#admin,
      'POST',
      `/organisations/${this.id}/clients`,
      settings,
    );
    return { clientId: id, secret };
  }

  /** Sets the level of MFA enforcement. */
  async enforce(value: 'off' | 'required' | 'forced'): Promise<void> {
    await this.setPolicy({ name: 'mfaEnforcement', value });
  }

  async setPolicy(setting: { name: string; value: unknown; floor?: boolean }): Promise<void> {
    await call(this.#admin, 'PATCH', `/organisations/${this.id}/policy`, { settings: [setting] });
  }

  /** Signs the provider's administrator in, in a browser. */
  async lendAdministrator(context: BrowserContext): Promise<void> {
    await context.addCookies((await this.#admin.storageState()).cookies);
  }

  async dispose(): Promise<void> {
    await this.#admin.dispose();
  }
}

function firstOf(name: string): string {
  return (name.split(' ')[0] ?? name).toLowerCase();
}

/** Answers the invitation; the browser of `context` is then signed in, unless the policy asks for more. */
export async function acceptInvitation(context: APIRequestContext, person: Person): Promise<void> {
  const token = (await mailedLink(person.email, 'invitation')).split('#')[1];
  await call(context, 'POST', '/login/invitation/accept', { token, newPassword: person.password });
}

/** Sets up a first authenticator app for the person who is signed in. */
export async function enrolApp(
  context: APIRequestContext,
  person: Person,
): Promise<{ app: AuthenticatorApp; recoveryCodes: string[] }> {
  await call(context, 'POST', '/login/step-up', { action: 'add-factor' });
  await call(context, 'POST', '/login/mail-code', {});
  await call(context, 'POST', '/login/mail-code/answer', { code: await mailedCode(person.email) });
  const begun = await call<{ enrolmentId: string; secret: string }>(context, 'POST', '/factors/totp');
  const app = new AuthenticatorApp(begun.secret);
  const { recoveryCodes } = await call<{ recoveryCodes: string[] }>(
    context,
    'POST',
    '/factors/totp/confirm',
    { enrolmentId: begun.enrolmentId, code: app.code() },
  );
  return { app, recoveryCodes };
}

/** Ends the session of the browser of `context`. */
export async function endSession(context: APIRequestContext): Promise<void> {
  await call(context, 'DELETE', '/session');
}

/** An administrator with an authenticator app, signed in in the browser of `context` and freshly proved. */
export async function settleAdministrator(
  context: APIRequestContext,
  organisation: Organisation,
): Promise<{ olga: Person; app: AuthenticatorApp }> {
  const olga = await organisation.invite('Olga Owen', 'organisation-admin');
  await acceptInvitation(context, olga);
  const { app } = await enrolApp(context, olga);
  await call(context, 'POST', '/login/step-up', { action: 'manage' });
  await call(context, 'POST', '/login/totp', { code: app.code() });
  return { olga, app };
}
