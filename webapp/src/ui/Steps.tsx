import type { ReactNode } from 'react';
import { clsx } from 'clsx';
import { IconCheck } from './icons.ts';
import classes from './Steps.module.css';

interface StepsProps {
  label: string;
  /** Side by side where there is room: for steps that are only titles. */
  across?: boolean;
  children: ReactNode;
}

/** A numbered list of what to do, or of how far something got. */
export function Steps({ children, label, across = false }: StepsProps) {
  return (
    <ol className={clsx(classes.steps, across && classes.across)} aria-label={label}>
      {children}
    </ol>
  );
}

interface StepProps {
  title: string;
  /** How far it is; without it the step is only a number. */
  state?: 'done' | 'current' | 'waiting';
  children?: ReactNode;
}

export function Step({ title, state, children }: StepProps) {
  return (
    <li
      className={clsx(classes.step, state && classes[state])}
      aria-current={state === 'current' ? 'step' : undefined}
    >
      <span className={classes.marker} aria-hidden="true">
        {state === 'done' ? <IconCheck size={14} /> : null}
      </span>
      <div className={classes.words}>
        <p className={classes.title}>
          {title}
          {state === 'done' ? <span className={classes.unseen}> (done)</span> : null}
        </p>
        {children}
      </div>
    </li>
  );
}
