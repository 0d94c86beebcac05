import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keepAdministrator } from './api.ts';
import { startNameServer } from './dns.ts';

/** The first start may build and unpack the database. */
const startMs = 300_000;
const stopMs = 20_000;

/**
 * Starts a server of its own for the whole run, with a fresh data folder, and returns what stops it. With GATEHOUSE_URL
 * it uses that server instead (and GATEHOUSE_DATA_DIR to find demo.json, GATEHOUSE_MANAGEMENT_URL to read the mail).
 */
async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.GATEHOUSE_URL) {
    await signAdministratorIn(process.env.GATEHOUSE_DATA_DIR ?? '../.gatehouse');
    return undefined;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
  const [httpPort, managementPort, smtpPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const names = await startNameServer(dataDir);
  const log = join(dataDir, 'server.log');
  const output = openSync(log, 'a');
  const server = spawn('../gatehouse', ['run'], {
    env: {
      ...process.env,
      GATEHOUSE_HTTP_PORT: String(httpPort),
      GATEHOUSE_MANAGEMENT_PORT: String(managementPort),
      GATEHOUSE_SMTP_PORT: String(smtpPort),
      GATEHOUSE_DATA_DIR: dataDir,
      GATEHOUSE_DNS_SERVER: names.address,
      GATEHOUSE_PUBLIC_URL: `http://localhost:${httpPort}`,
    },
    stdio: ['ignore', output, output],
  });
  process.env.GATEHOUSE_URL = `http://localhost:${httpPort}`;
  process.env.GATEHOUSE_MANAGEMENT_URL = `http://localhost:${managementPort}`;
  process.env.GATEHOUSE_DATA_DIR = dataDir;

  const stop = async () => {
    await end(server);
    names.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(`http://localhost:${managementPort}/readyz`, server);
    await signAdministratorIn(dataDir);
  } catch (failure) {
    const tail = readFileSync(log, 'utf8').split('\n').slice(-40).join('\n');
    await stop();
    throw new Error(`The server did not become ready, or let nobody in.\n${tail}`, { cause: failure });
  }
  return stop;
}

async function signAdministratorIn(dataDir: string): Promise<void> {
  process.env.GATEHOUSE_ADMIN_STATE = join(dataDir, 'browser-tests-administrator.json');
  await keepAdministrator(process.env.GATEHOUSE_ADMIN_STATE);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) {
      throw new Error(`The server ended with ${server.exitCode}`);
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await pause(200);
  }
  throw new Error(`No answer from ${url} in ${startMs / 1000} s`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) {
    return;
  }
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), pause(stopMs, false)]);
  if (!inTime) {
    server.kill('SIGKILL');
    await ended;
  }
}

export default startServer;
