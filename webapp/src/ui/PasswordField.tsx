import { PasswordInput } from '@mantine/core';
import { type Ref, useState } from 'react';

interface PasswordFieldProps {
  label: string;
  /** `current` asks for the password that holds, `new` for one to come: the browser's manager fills or proposes. */
  purpose: 'current' | 'new';
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** Id of an element that says more about the field. */
  describedBy?: string;
}

/** A password that can be shown and pasted. For one to be chosen use NewPasswordField. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, purpose, value, onChange, error, autoFocus = false, inputRef, describedBy } = props;
  const [shown, setShown] = useState(false);
  return (
    <PasswordInput
      {...(inputRef ? { ref: inputRef } : {})}
      label={label}
      name={purpose === 'current' ? 'password' : 'new-password'}
      autoComplete={purpose === 'current' ? 'current-password' : 'new-password'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visible={shown}
      onVisibilityChange={setShown}
      visibilityToggleButtonProps={{
        'aria-label': shown ? 'Hide the password' : 'Show the password',
        'aria-hidden': false,
        tabIndex: 0,
      }}
      error={error}
      autoFocus={autoFocus}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    />
  );
}
