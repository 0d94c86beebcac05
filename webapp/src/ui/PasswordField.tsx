import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useId, useState } from 'react';
import { passwordStrength } from './passwordStrength.ts';
import classes from './PasswordField.module.css';

interface PasswordFieldProps {
  label: string;
  /** `current` asks for the password that holds, `new` for one to come: the browser's manager fills or proposes. */
  purpose: 'current' | 'new';
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  autoFocus?: boolean;
  /** Shows how strong a new password is: the minimum length, and words an attacker would try first. */
  strength?: { minLength: number; own?: readonly string[] };
}

/** A password that can be shown and pasted; a new one with its strength below. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, purpose, value, onChange, error, autoFocus = false, strength } = props;
  const [shown, setShown] = useState(false);
  const id = useId();
  const result =
    strength && value !== '' ? passwordStrength(value, strength.minLength, strength.own) : undefined;
  const toggle: PasswordInputProps['visibilityToggleButtonProps'] = {
    'aria-label': shown ? 'Hide the password' : 'Show the password',
    'aria-hidden': false,
    tabIndex: 0,
  };
  return (
    <div className={classes.field}>
      <PasswordInput
        label={label}
        name={purpose === 'current' ? 'password' : 'new-password'}
        autoComplete={purpose === 'current' ? 'current-password' : 'new-password'}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        visible={shown}
        onVisibilityChange={setShown}
        visibilityToggleButtonProps={toggle}
        error={error}
        autoFocus={autoFocus}
        {...(strength ? { 'aria-describedby': `${id}-strength` } : {})}
      />
      {strength ? (
        <div id={`${id}-strength`} className={classes.strength} aria-live="polite">
          {result ? (
            <>
              <span className={classes.bar} data-score={result.score} aria-hidden="true">
                <span />
                <span />
                <span />
                <span />
              </span>
              <span>
                <b>{result.word}.</b> {result.advice}
              </span>
            </>
          ) : (
            <span>At least {strength.minLength} characters. A few words are easy to keep in mind.</span>
          )}
        </div>
      ) : null}
    </div>
  );
}
