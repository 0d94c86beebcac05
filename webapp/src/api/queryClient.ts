import { QueryClient, type QueryExecuteOptions, type QueryKey } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** All server state of the pages inside the gate. Signing in or out loads the page anew, so nothing outlives a person. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
  },
});

/** Only a server that is busy or out of reach may answer otherwise next time. */
function mayPass(error: unknown): boolean {
  return error instanceof ProblemError && (error.slug === 'offline' || error.problem.status >= 502);
}

/** Begins to fetch while the page's code is still on its way; a failure shows where the query is used. */
export function prefetch<Data, Key extends QueryKey>(
  options: QueryExecuteOptions<Data, Error, Data, Data, Key>,
): null {
  queryClient.query(options).catch(() => undefined);
  return null;
}
