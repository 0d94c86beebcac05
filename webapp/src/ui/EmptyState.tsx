import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** Why it is empty, or what will stand here. */
  children?: ReactNode;
  /** The way to fill it. */
  action?: ReactNode;
}

/** Says why there is nothing here, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon ? (
        <div className={classes.icon} aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <Text fw={600}>{title}</Text>
      {children ? (
        <Text c="dimmed" maw={420}>
          {children}
        </Text>
      ) : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
