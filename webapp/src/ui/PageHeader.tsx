import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  title: string;
  /** One sentence: what this page is for. */
  lead?: ReactNode;
  /** The page's actions; the one that matters most is filled. */
  actions?: ReactNode;
}

/** The first thing on a page: its name, what it is for, and what can be done. */
export function PageHeader({ title, lead, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <title>{`${title} · Gatehouse`}</title>
      <div className={classes.words}>
        <Title order={1}>{title}</Title>
        {lead ? <Text c="dimmed">{lead}</Text> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
