import type { ReactNode } from 'react';
import { clsx } from 'clsx';
import { IconAlertTriangle, IconInfoCircle } from './icons.ts';
import classes from './Banner.module.css';

interface BannerProps {
  meaning: 'held' | 'info';
  children: ReactNode;
  action?: ReactNode;
}

/** A line over the page by which the product itself speaks: a deadline, a degraded service. */
export function Banner({ meaning, children, action }: BannerProps) {
  const Icon = meaning === 'held' ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={clsx(classes.banner, classes[meaning])} role="status">
      <Icon size={18} aria-hidden="true" />
      <p>{children}</p>
      {action}
    </div>
  );
}
