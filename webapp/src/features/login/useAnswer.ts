import { useEffect, useRef, useState } from 'react';
import { ProblemError, type ProblemWords, retryAt, wordsOf } from '../../api/problem.ts';
import { useAction } from '../../ui/useAction.ts';

/** How often a busy server is asked again without a word from the person. */
const patience = 5;

export interface Answer<Args extends unknown[]> {
  run: (...args: Args) => void;
  /** Why the last try failed. */
  error: unknown;
  /** The same in words for the field it belongs to. */
  fieldError: string | undefined;
  /** What a FormShell shows of it. */
  form: {
    loading: boolean;
    error: ProblemWords | undefined;
    notice: string | undefined;
    wait: number;
  };
}

/**
 * Sends an answer of the sign-in. A busy server that says when to come back is asked again by itself; where the person
 * has to wait, the seconds are counted down.
 */
export function useAnswer<Args extends unknown[]>(work: (...args: Args) => Promise<void>): Answer<Args> {
  const [busyFor, setBusyFor] = useState<number>();
  const gone = useRef(new AbortController());
  useEffect(() => {
    const leaving = new AbortController();
    gone.current = leaving;
    return () => leaving.abort();
  }, []);
  const action = useAction(async (...args: Args) => {
    for (let tries = 1; ; tries++) {
      try {
        await work(...args);
        return;
      } catch (failure) {
        const seconds = busySeconds(failure);
        if (seconds === undefined || tries === patience) {
          throw failure;
        }
        setBusyFor(seconds);
        await pause(seconds * 1000);
        if (gone.current.signal.aborted) {
          return; // Somebody went back meanwhile: nothing is sent behind their back.
        }
        setBusyFor(undefined);
      }
    }
  });
  const wait = useWait(action.error);
  const words = action.error ? wordsOf(action.error) : undefined;
  const told =
    words && retryAt(action.error) && wait === 0 ? { ...words, todo: 'You can try again now.' } : words;
  return {
    run: (...args) => (wait === 0 ? action.run(...args) : undefined),
    error: action.error,
    fieldError: told && [told.what, told.todo].filter(Boolean).join(' '),
    form: {
      loading: action.pending,
      error: told,
      notice:
        action.pending && busyFor !== undefined
          ? `Very many people are signing in right now. Your turn comes by itself: trying again in ${busyFor} s.`
          : undefined,
      wait,
    },
  };
}

/** After how many seconds a server that was too busy wants to be asked again; it has done nothing so far. */
function busySeconds(failure: unknown): number | undefined {
  return failure instanceof ProblemError && failure.problem.status === 503
    ? failure.problem.retryAfter
    : undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whole seconds until the server takes another try, counted down; 0 when it does already. */
function useWait(error: unknown): number {
  const until = retryAt(error) ?? 0;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) {
        clearInterval(timer);
      }
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  const longest = error instanceof ProblemError ? (error.problem.retryAfter ?? 0) : 0;
  return Math.max(0, Math.min(longest, Math.ceil((until - now) / 1000)));
}
