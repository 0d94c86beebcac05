import { fetchThroughGates, problemOf } from './client.ts';
import { localProblem, ProblemError } from './problem.ts';

/** A file and the name that the server gives it; throws a ProblemError when it is refused or breaks off. */
export async function fetchFile(href: string): Promise<{ name: string; blob: Blob }> {
  const response = await fetchThroughGates(
    new Request(href, { credentials: 'same-origin', headers: { 'X-Gatehouse-Request': '1' } }),
  );
  if (!response.ok) {
    throw new ProblemError(await problemOf(response));
  }
  try {
    return { name: fileName(response.headers), blob: await response.blob() };
  } catch {
    // The status was fine, and then the connection ended: half a file is none.
    throw new ProblemError(localProblem('unreadable', response.status));
  }
}

export function fileName(headers: Headers): string {
  return /filename="([^"/\\]+)"/.exec(headers.get('Content-Disposition') ?? '')?.[1] ?? 'download.csv';
}
