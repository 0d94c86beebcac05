import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from './people.ts';

const startMs = 120_000;
const home = '../server/src/test/idp';
const libraries = '../server/target/idp';

/** Another vendor's identity provider (Spring Authorization Server), in a process of its own. */
export class IdentityProvider {
  readonly issuer: string;
  readonly #process: ChildProcess;

  private constructor(issuer: string, process: ChildProcess) {
    this.issuer = issuer;
    this.#process = process;
  }

  static async start(): Promise<IdentityProvider> {
    if (!existsSync(libraries)) {
      execFileSync('mvn', ['-B', '-ntp', '-q', '-f', `${home}/pom.xml`], { stdio: 'ignore' });
    }
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const started = spawn(
      javaCommand(),
      [
        '-XX:TieredStopAtLevel=1',
        '-Xmx192m',
        '-cp',
        `${libraries}/*`,
        `${home}/UpstreamIdp.java`,
        String(port),
      ],
      { stdio: 'ignore' },
    );
    const provider = new IdentityProvider(`http://127.0.0.1:${port}`, started);
    await provider.#ready();
    return provider;
  }

  /** Lets Gatehouse in. */
  async register(id: string, secret: string, redirectUri: string): Promise<void> {
    await this.#tell('client', { id, secret, redirectUri });
  }

  /** Gives somebody an account there, under the address that they have here. */
  async welcome(person: Pick<Person, 'email'>, password: string): Promise<void> {
    await this.#tell('person', { email: person.email, password });
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    if (this.#process.exitCode === null && this.#process.kill('SIGTERM')) {
      await ended;
    }
  }

  async #tell(what: string, body: Record<string, string>): Promise<void> {
    const answer = await fetch(`${this.issuer}/test/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`The identity provider answers ${answer.status} to a new ${what}`);
    }
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + startMs;
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null) {
        throw new Error(
          `The identity provider ended with ${this.#process.exitCode}: are its libraries there?`,
        );
      }
      const answer = await fetch(`${this.issuer}/.well-known/openid-configuration`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await pause(200);
    }
    throw new Error('The identity provider does not start');
  }
}

/** The Java that runs the server under test; any from 17 does. */
function javaCommand(): string {
  const java = `${process.env.GATEHOUSE_JAVA_HOME ?? process.env.JAVA_HOME ?? ''}/bin/java`;
  return existsSync(java) ? java : 'java';
}
