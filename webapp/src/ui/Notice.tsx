import type { ReactNode } from 'react';
import { IconInfoCircle } from './icons.ts';
import classes from './Notice.module.css';

/** Something to know that is no failure, over a form: a wait, or why one begins again. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={classes.notice}>
      <IconInfoCircle size={20} aria-hidden="true" className={classes.icon} />
      <p>{children}</p>
    </div>
  );
}
