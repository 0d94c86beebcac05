import { TextInput } from '@mantine/core';

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** What the button of the sign-in says. */
export function NameField({ value, onChange, error, first = false }: FieldProps & { first?: boolean }) {
  return (
    <TextInput
      label="Name"
      description={`People see "Continue with ${value.trim() === '' ? 'this name' : value.trim()}" when they sign in.`}
      autoComplete="off"
      maxLength={60}
      {...(first ? { 'data-autofocus': true } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

/** Kept sealed; nobody sees it again. */
export function SecretField({ value, onChange, error }: FieldProps) {
  return (
    <TextInput
      label="Client secret"
      description="Kept encrypted, and never shown again."
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

/** For providers of many. */
export function HintField({ value, onChange, error }: FieldProps) {
  return (
    <TextInput
      label="Domain hint (optional)"
      description="A provider that serves many organisations is told which one is meant."
      placeholder="example.com"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
