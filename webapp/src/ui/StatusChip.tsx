import type { ReactNode } from 'react';
import { clsx } from 'clsx';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconInfoCircle } from './icons.ts';
import classes from './StatusChip.module.css';

export type Meaning = 'held' | 'blocked' | 'clean' | 'info' | 'neutral';

const icons = {
  held: IconAlertTriangle,
  blocked: IconBan,
  clean: IconCircleCheck,
  info: IconInfoCircle,
  neutral: IconClock,
};

interface StatusChipProps {
  meaning: Meaning;
  /** The word; never the colour alone. */
  children: ReactNode;
  /** Replaces the icon of the meaning. */
  icon?: ReactNode;
}

/** A state in one icon and one or two words. */
export function StatusChip({ meaning, children, icon }: StatusChipProps) {
  const Icon = icons[meaning];
  return (
    <span className={clsx(classes.chip, classes[meaning])}>
      {icon ?? <Icon size={14} aria-hidden="true" />}
      {children}
    </span>
  );
}

/** A plain word in a frame: a role, a kind, who set a value. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={clsx(classes.chip, classes.tag)}>{children}</span>;
}

/** Several tags or chips side by side. */
export function Tags({ children }: { children: ReactNode }) {
  return <span className={classes.tags}>{children}</span>;
}
