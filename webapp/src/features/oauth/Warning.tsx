import type { ReactNode } from 'react';
import { IconAlertTriangle } from '../../ui/icons.ts';
import classes from './oauth.module.css';

/** What somebody must know before saying yes. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={classes.unchecked}>
      <IconAlertTriangle size={18} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
