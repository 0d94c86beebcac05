import type { ReactNode } from 'react';
import { clsx } from 'clsx';
import classes from './Details.module.css';

interface DetailsProps {
  /** A few short values side by side, instead of one below the other. */
  across?: boolean;
  children: ReactNode;
}

/** Names and values of one thing. */
export function Details({ across = false, children }: DetailsProps) {
  return <dl className={clsx(classes.details, across && classes.across)}>{children}</dl>;
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
