import { describe, expect, it } from 'vitest';
import { jsonLines } from './lines.ts';

async function read(...parts: string[]): Promise<unknown[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      parts.forEach((part) => controller.enqueue(new TextEncoder().encode(part)));
      controller.close();
    },
  });
  const lines: unknown[] = [];
  for await (const line of jsonLines(body)) {
    lines.push(line);
  }
  return lines;
}

describe('jsonLines', () => {
  it('should put lines together that arrive in pieces', async () => {
    expect(await read('{"a":1}\n{"a"', ':2}\n{"a":3}', '\n')).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('should leave out a line that was cut off', async () => {
    expect(await read('{"a":1}\n{"a":')).toEqual([{ a: 1 }]);
  });
});
