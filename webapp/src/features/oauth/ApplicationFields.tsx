import { Checkbox, Radio, Stack, Textarea } from '@mantine/core';
import { fieldError } from '../../api/problem.ts';
import type { Scope } from '../../api/scopes.ts';
import { type Kind, kindHelp, kindName, kinds, scopeLabel, scopesFor, splitLines } from './words.ts';

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

interface RedirectUrisProps {
  kind: Kind;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

/** Where the browser may be sent back to, one address a line. */
export function RedirectUris({ kind, value, onChange, error }: RedirectUrisProps) {
  return (
    <Textarea
      label="Redirect addresses"
      description={
        kind === 'device'
          ? 'One a line, compared letter by letter. An app on a device may use its own scheme, or http://127.0.0.1 with any port.'
          : 'One a line, compared letter by letter. Its documentation says which.'
      }
      placeholder={kind === 'device' ? 'com.example.app:/signed-in' : 'https://app.example.com/signed-in'}
      rows={3}
      autoComplete="off"
      spellCheck={false}
      inputMode="url"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

/** The first complaint about the addresses or about one of them, with the address. */
export function addressesError(error: unknown, text: string): string | undefined {
  const whole = fieldError(error, '/redirectUris');
  if (whole !== undefined) {
    return whole;
  }
  return splitLines(text)
    .map((address, at) => {
      const message = fieldError(error, `/redirectUris/${at}`);
      return message === undefined ? undefined : `${address}: ${message}`;
    })
    .find((message) => message !== undefined);
}
