import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import classes from './login.module.css';

/** The head of a step on the card: what is asked, and for whom. */
export function CardHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={classes.head}>
      <title>{`${title} · Gatehouse`}</title>
      <Title order={1} size="h2">
        {title}
      </Title>
      {children ? <Text c="dimmed">{children}</Text> : null}
    </header>
  );
}
