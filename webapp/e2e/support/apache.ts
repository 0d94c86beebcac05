import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Registration } from './thirdParty.ts';

const startMs = 10_000;
const stopMs = 10_000;

/**
 * Apache with mod_auth_openidc: a relying party of another vendor, certified by the OpenID Foundation. It protects `/members/` and
 * tells in the header `X-Person` who it lets in.
 */
export class Apache {
  readonly origin: string;
  readonly members: string;
  readonly redirectUri: string;
  /** Where it is told that a session has ended. */
  readonly backchannelLogoutUri: string;
  readonly bye: string;
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'gatehouse-apache-'));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.members = `${this.origin}/members/`;
    this.redirectUri = `${this.members}signed-in`;
    this.backchannelLogoutUri = `${this.redirectUri}?logout=backchannel`;
    this.bye = `${this.origin}/bye.html`;
  }

  static async create(): Promise<Apache> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    return new Apache(port);
  }

  async start(registration: Registration): Promise<void> {
    for (const folder of ['', 'www', 'www/members']) {
      mkdirSync(join(this.#folder, folder), { recursive: true });
      // Apache leaves root behind before it reads them.
      chmodSync(join(this.#folder, folder), 0o755);
    }
    writeFileSync(join(this.#folder, 'www/members/index.html'), page('Members only'));
    writeFileSync(join(this.#folder, 'www/bye.html'), page('See you'));
    writeFileSync(join(this.#folder, 'apache.conf'), this.#configuration(registration), { mode: 0o600 });
    const program = '/usr/sbin/apache2';
    const apache = spawn(program, ['-X', '-f', join(this.#folder, 'apache.conf')], { stdio: 'ignore' });
    this.#process = apache;
    const deadline = Date.now() + startMs;
    while (!(await fetch(this.bye).catch(() => undefined))?.ok) {
      if (apache.exitCode !== null || Date.now() > deadline) {
        throw new Error(`Apache did not start.\n${this.log()}`);
      }
      await pause(50);
    }
  }

  log(): string {
    return readFileSync(join(this.#folder, 'error.log'), 'utf8');
  }

  async stop(): Promise<void> {
    if (this.#process && this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await Promise.race([ended, pause(stopMs, undefined, { ref: false })]);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #configuration({ clientId, secret = '' }: Registration): string {
    return `
ServerRoot ${this.#folder}
DefaultRuntimeDir ${this.#folder}
PidFile ${this.#folder}/apache.pid
Mutex file:${this.#folder} default
ServerName 127.0.0.1
Listen 127.0.0.1:${this.#port}
User www-data
Group www-data
ErrorLog ${this.#folder}/error.log
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'headers', 'auth_openidc', 'mime']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot ${this.#folder}/www
OIDCProviderMetadataURL ${process.env.GATEHOUSE_URL ?? ''}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret ${secret}
OIDCRedirectURI ${this.redirectUri}
OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim email
OIDCUserInfoRefreshInterval 3600
<Location /members/>
  AuthType openid-connect
  Require valid-user
  Header always set X-Person expr=%{REMOTE_USER}
</Location>
`;
  }
}

function page(title: string): string {
  return `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1>`;
}
