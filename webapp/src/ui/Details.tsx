import type { ReactNode } from 'react';
import classes from './Details.module.css';

/** Names and values of one thing. */
export function Details({ children }: { children: ReactNode }) {
  return <dl className={classes.details}>{children}</dl>;
}

/** One name and its value; nothing is shown without a value. */
export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return children === undefined || children === null || children === '' ? null : (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
