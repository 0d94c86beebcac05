import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFile } from './file.ts';
import { ProblemError } from './problem.ts';

describe('fetchFile', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answer = (response: Response) => vi.stubGlobal('fetch', () => Promise.resolve(response));

  it('should give the file and its name', async () => {
    answer(new Response('a,b', { headers: { 'Content-Disposition': 'attachment; filename="audit.csv"' } }));
    const { name, blob } = await fetchFile('https://gatehouse.example/audit.csv');
    expect(name).toBe('audit.csv');
    expect(await blob.text()).toBe('a,b');
  });

  it('should throw the problem instead of giving it as a file', async () => {
    const problem = {
      type: 'https://gatehouse.dev/problems/not-found',
      title: 'Gone',
      status: 404,
      requestId: 'r',
    };
    answer(new Response(JSON.stringify(problem), { status: 404 }));
    await expect(fetchFile('https://gatehouse.example/audit.csv')).rejects.toBeInstanceOf(ProblemError);
  });

  it('should throw when the file breaks off', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('cut')) });
    answer(new Response(body));
    await expect(fetchFile('https://gatehouse.example/audit.csv')).rejects.toBeInstanceOf(ProblemError);
  });
});
