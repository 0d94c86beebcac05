import { useId } from 'react';
import classes from './NewPasswordField.module.css';
import { PasswordField } from './PasswordField.tsx';
import { passwordStrength } from './passwordStrength.ts';

interface NewPasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  autoFocus?: boolean;
  minLength: number;
  /** Words of the person that an attacker would try first. */
  own: readonly string[];
}

/** A password to be chosen, with how hard it is to guess below. */
export function NewPasswordField({ minLength, own, value, ...field }: NewPasswordFieldProps) {
  const id = useId();
  const strength = value === '' ? undefined : passwordStrength(value, minLength, own);
  return (
    <div className={classes.field}>
      <PasswordField {...field} label="New password" purpose="new" value={value} describedBy={id} />
      <div id={id} className={classes.strength} aria-live="polite">
        {strength ? (
          <>
            <span className={classes.bar} data-score={strength.score} aria-hidden="true">
              <span />
              <span />
              <span />
              <span />
            </span>
            <span>
              <b>{strength.word}.</b> {strength.advice}
            </span>
          </>
        ) : (
          <span>At least {minLength} characters. A few words are easy to keep in mind.</span>
        )}
      </div>
    </div>
  );
}
