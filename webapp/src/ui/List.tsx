import type { ReactNode } from 'react';
import classes from './List.module.css';

/** Rows of a few lines each inside a flush Panel. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface ListRowProps {
  icon?: ReactNode;
  title: ReactNode;
  /** The line below the title. */
  children?: ReactNode;
  /** What can be done with the row. */
  actions?: ReactNode;
}

export function ListRow({ icon, title, children, actions }: ListRowProps) {
  return (
    <li className={classes.row}>
      {icon ? (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      ) : null}
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {children ? <div className={classes.more}>{children}</div> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </li>
  );
}
