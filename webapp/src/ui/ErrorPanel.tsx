import { useEffect, useRef, type ReactNode } from 'react';
import { IconAlertTriangle } from './icons.ts';
import classes from './ErrorPanel.module.css';

/** A failure in words (api/problem.ts makes them). */
export interface ErrorWords {
  /** What happened. */
  what: string;
  /** What was kept. */
  kept?: string;
  /** What to do now; the first sentence may say it already. */
  todo?: string;
  /** Finds the log line. */
  requestId?: string;
}

interface ErrorPanelProps {
  error: ErrorWords;
  /** A way out, such as a button that tries again. */
  action?: ReactNode;
  /** Move the focus here, so that a screen reader and a phone's view arrive at the failure. */
  focus?: boolean;
}

/** What happened, what was kept, what to do. */
export function ErrorPanel({ error, action, focus = false }: ErrorPanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const { what, kept, todo } = error;
  useEffect(() => {
    if (focus) {
      box.current?.focus();
    }
    // By its words: callers make the object anew with each key that is typed, which must not take the focus away.
  }, [focus, what, kept, todo]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.panel}>
      <IconAlertTriangle size={20} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.what}>{error.what}</p>
        {error.kept || error.todo ? <p>{[error.kept, error.todo].filter(Boolean).join(' ')}</p> : null}
        {error.requestId ? (
          <p className={classes.id}>
            Request <code>{error.requestId}</code>
          </p>
        ) : null}
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </div>
  );
}
