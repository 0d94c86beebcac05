import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import { clsx } from 'clsx';
import classes from './Panel.module.css';

interface PanelProps {
  /** Heading of the panel; a panel without one needs `label`. */
  title?: string;
  label?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Without inner spacing, for lists and tables that reach the border. */
  flush?: boolean;
  children?: ReactNode;
}

/** A bordered surface with a heading; pages are made of these. */
export function Panel({ title, label, lead, actions, flush = false, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={label ?? title}>
      {title || actions ? (
        <div className={classes.head}>
          <div>
            {title ? <Title order={2}>{title}</Title> : null}
            {lead ? <Text c="dimmed">{lead}</Text> : null}
          </div>
          {actions ? <div className={classes.actions}>{actions}</div> : null}
        </div>
      ) : null}
      <div className={clsx(classes.body, flush && classes.flush)}>{children}</div>
    </section>
  );
}
