import { useCallback, useEffect, useRef, useState } from 'react';

export interface Action<Args extends unknown[]> {
  run: (...args: Args) => void;
  pending: boolean;
  /** Why the last run failed; undefined while the next one is under way. */
  error: unknown;
}

/** Runs something that takes time, once at a time, and keeps how it ended. */
export function useAction<Args extends unknown[]>(work: (...args: Args) => Promise<void>): Action<Args> {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({
    pending: false,
    error: undefined,
  });
  const latest = useRef(work);
  const busy = useRef(false);
  useEffect(() => {
    latest.current = work;
  });
  const run = useCallback((...args: Args) => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    setState({ pending: true, error: undefined });
    void latest
      .current(...args)
      .then(
        () => setState({ pending: false, error: undefined }),
        (error: unknown) => setState({ pending: false, error }),
      )
      .finally(() => {
        busy.current = false;
      });
  }, []);
  return { run, ...state };
}
