import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const txt = 16;
const notThere = 3;

/** Publishes a TXT record in the name server of this run. */
export function publish(name: string, value: string): void {
  writeFileSync(join(folderOf(process.env.GATEHOUSE_DATA_DIR ?? ''), name), value);
}

/** A name server for the server under test: it knows the TXT records that tests have published, and nothing else. */
export async function startNameServer(dataDir: string): Promise<{ address: string; stop: () => void }> {
  const folder = folderOf(dataDir);
  mkdirSync(folder);
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answer(query, folder), from.port, from.address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'dns');
}

/** One question in, one answer out (RFC 1035, section 4.1). */
function answer(query: Buffer, folder: string): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const value = query.readUInt16BE(at + 1) === txt ? published(folder, labels.join('.')) : undefined;
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (value === undefined ? notThere : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(value === undefined ? 0 : 1, 6);
  return Buffer.concat([head, question, value === undefined ? Buffer.alloc(0) : record(value)]);
}

function published(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name.toLowerCase()), 'utf8');
  } catch {
    return undefined;
  }
}

/** Of the name in the question, for no time at all. */
function record(value: string): Buffer {
  const text = Buffer.from(value, 'latin1');
  const head = Buffer.alloc(13);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(txt, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(text.length + 1, 10);
  head.writeUInt8(text.length, 12);
  return Buffer.concat([head, text]);
}
