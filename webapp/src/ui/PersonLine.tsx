import { UnstyledButton } from '@mantine/core';
import classes from './Card.module.css';

interface PersonLineProps {
  email: string | undefined;
  organisation?: string | undefined;
  /** Verb of the button that begins again with somebody else. */
  action?: string;
  onAction?: () => void;
}

/** Whose sign-in the card is about, and the way back to the first step. */
export function PersonLine({ email, organisation, action, onAction }: PersonLineProps) {
  return (
    <div className={classes.person}>
      <span>
        {email}
        {organisation ? <small>{organisation}</small> : null}
      </span>
      {onAction ? <UnstyledButton onClick={onAction}>{action}</UnstyledButton> : null}
    </div>
  );
}
