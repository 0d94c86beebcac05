import { useCallback, useEffect, useState } from 'react';
import { client, must } from '../../api/client.ts';
import { localProblem, ProblemError } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { useAction } from '../../ui/useAction.ts';

/** An authorization request that waits for a person, as far as this browser has come with it. */
export type WaitingRequest =
  paths['/api/v1/oauth/requests/check']['post']['responses']['200']['content']['application/json'];

/** Looks up the request that the address names. */
export function useRequest() {
  return useWaiting((token) => must(client.POST('/api/v1/oauth/requests/check', { body: { token } })));
}

/** Looks up what waits under the token in the address. */
export function useWaiting<Found>(check: (token: string) => Promise<Found>) {
  const token = new URLSearchParams(window.location.search).get('request') ?? '';
  const [request, setRequest] = useState<Found>();
  const look = useAction(async () => {
    if (!/^[\w-]{20,200}$/.test(token)) {
      throw new ProblemError(localProblem('request-gone', 410)); // The link was cut: there is nothing to ask for.
    }
    setRequest(await check(token));
  });
  const { run } = look;
  useEffect(() => run(), [run]);
  return { token, request, error: look.error, again: run };
}

/** Says yes to what `step` has shown, or no, and takes the browser on with the answer. A consent is to these scopes alone. */
export function useAnswerRequest(
  token: string,
  step: 'choose' | 'consent',
  scopes: WaitingRequest['scopes'] = [],
) {
  const approve = useLeaving(() =>
    must(client.POST('/api/v1/oauth/requests/approve', { body: { token, step, scopes } })),
  );
  const deny = useDeny(token);
  return { approve, deny, error: approve.error ?? deny.error, pending: approve.pending || deny.pending };
}

/** Says no, which nobody needs to be signed in for. */
export function useDeny(token: string) {
  return useLeaving(() => must(client.POST('/api/v1/oauth/requests/deny', { body: { token } })));
}

/** Pending until the page is left: the address it leaves for may take a moment to open. */
export function useLeaving(answer: () => Promise<{ continueAt: string }>) {
  const [leaving, setLeaving] = useState(false);
  const action = useAction(async () => {
    const { continueAt } = await answer();
    setLeaving(true);
    window.location.assign(continueAt);
  });
  const { run } = action;
  return { run: useCallback(() => run(), [run]), pending: action.pending || leaving, error: action.error };
}
