import { Checkbox, Radio, Stack, Textarea } from '@mantine/core';
import { fieldError } from '../../api/problem.ts';
import type { Scope } from '../../api/scopes.ts';
import {
  type Kind,
  kindHelp,
  kindName,
  kinds,
  type Proof,
  scopeLabel,
  scopesFor,
  splitLines,
} from './words.ts';

interface KindChoiceProps {
  value: Kind;
  onChange: (kind: Kind) => void;
}

/** How the application works; the three words stand for what the contract calls authentication and grant types. */
export function KindChoice({ value, onChange }: KindChoiceProps) {
  return (
    <Radio.Group
      label="What kind of application is it?"
      value={value}
      onChange={(chosen) => onChange(kinds.find((kind) => kind === chosen) ?? 'web')}
    >
      <Stack gap="sm" pt="sm">
        {kinds.map((kind) => (
          <Radio key={kind} size="sm" value={kind} label={kindName[kind]} description={kindHelp[kind]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface ProofChoiceProps {
  value: Proof;
  onChange: (proof: Proof) => void;
}

/** Whether a secret is made here, or the application brings a key. */
export function ProofChoice({ value, onChange }: ProofChoiceProps) {
  return (
    <Radio.Group
      label="How does it prove itself?"
      value={value}
      onChange={(chosen) => onChange(chosen === 'key' ? 'key' : 'secret')}
    >
      <Stack gap="sm" pt="sm">
        <Radio
          size="sm"
          value="secret"
          label="By a secret"
          description="Made now and shown once. Every program can do it."
        />
        <Radio
          size="sm"
          value="key"
          label="By a key of its own"
          description="Nothing secret is ever sent (private_key_jwt). You paste the public half."
        />
      </Stack>
    </Radio.Group>
  );
}

interface ScopeChoiceProps {
  kind: Kind;
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error: string | undefined;
}

/** What the application may ask for, a sentence each. */
export function ScopeChoice({ kind, value, onChange, error }: ScopeChoiceProps) {
  return (
    <Checkbox.Group
      label="What may it use?"
      description={
        kind === 'service'
          ? undefined
          : 'The most that it can ask for. Each person is asked before it gets any of it.'
      }
      value={[...value]}
      onChange={(chosen) =>
        onChange(
          scopesFor(kind)
            .map(({ scope }) => scope)
            .filter((scope) => chosen.includes(scope)),
        )
      }
      error={error}
    >
      <Stack gap="sm" pt="sm">
        {scopesFor(kind).map(({ scope, help }) => (
          <Checkbox key={scope} size="sm" value={scope} label={scopeLabel(scope)} description={help} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

interface AddressLinesProps {
  label: string;
  description: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

/** Addresses, one a line. */
export function AddressLines({ onChange, ...field }: AddressLinesProps) {
  return (
    <Textarea
      rows={3}
      autoComplete="off"
      spellCheck={false}
      inputMode="url"
      onChange={(event) => onChange(event.currentTarget.value)}
      {...field}
    />
  );
}

/** Where the browser may be sent back to. */
export function RedirectUris({
  kind,
  ...field
}: Pick<AddressLinesProps, 'value' | 'onChange' | 'error'> & { kind: Kind }) {
  return (
    <AddressLines
      label="Redirect addresses"
      description={
        kind === 'device'
          ? 'One a line, compared letter by letter. An app on a device may use its own scheme, or http://127.0.0.1 with any port.'
          : 'One a line, compared letter by letter. Its documentation says which.'
      }
      placeholder={kind === 'device' ? 'com.example.app:/signed-in' : 'https://app.example.com/signed-in'}
      {...field}
    />
  );
}

/** The first complaint about the addresses or about one of them, with the address. */
export function addressesError(error: unknown, text: string, pointer = '/redirectUris'): string | undefined {
  const whole = fieldError(error, pointer);
  if (whole !== undefined) {
    return whole;
  }
  return splitLines(text)
    .map((address, at) => {
      const message = fieldError(error, `${pointer}/${at}`);
      return message === undefined ? undefined : `${address}: ${message}`;
    })
    .find((message) => message !== undefined);
}

interface KeysFieldProps {
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

/** Public keys of an application, as its developers have them. */
export function KeysField({ value, onChange, error }: KeysFieldProps) {
  return (
    <Textarea
      label="Its public keys"
      description="A JWK Set, a JWK, or PEM that begins with -----BEGIN PUBLIC KEY-----. EC on P-256, or RSA from 2048 bits. The private half stays with the application."
      rows={5}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
