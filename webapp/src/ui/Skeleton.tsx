import { clsx } from 'clsx';
import classes from './Skeleton.module.css';

interface SkeletonProps {
  /** How many lines stand in for the text to come. */
  lines?: number;
  /** What is being loaded, for screen readers. */
  label: string;
}

/** Stands in for what is loading. Invisible for 150 ms, so that quick answers do not flicker. */
export function Skeleton({ lines = 3, label }: SkeletonProps) {
  return (
    <div className={classes.skeleton} role="status" aria-label={`Loading ${label}`}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={clsx(classes.line, line % 3 === 2 && classes.short)} />
      ))}
    </div>
  );
}
