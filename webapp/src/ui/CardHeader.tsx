import { type ReactNode, useEffect, useRef } from 'react';
import { Text, Title } from '@mantine/core';
import { useAnnounce } from './Announcer.tsx';
import classes from './Card.module.css';

/** The head of a step on the card: what is asked, and for whom. */
export function CardHeader({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useAnnounce(title);
  useEffect(() => {
    // A step whose first field did not take the focus, such as one with only a button.
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, []);
  return (
    <header className={classes.head}>
      <title>{`${title} · Gatehouse`}</title>
      <Title ref={heading} order={1} size="h2" tabIndex={-1}>
        {title}
      </Title>
      {children ? <Text c="dimmed">{children}</Text> : null}
    </header>
  );
}
