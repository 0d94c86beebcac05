import { useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { type Scope, scopes as allScopes } from '../../api/scopes.ts';
import { may, useSession } from '../../api/session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { addressesError, RedirectUris, ScopeChoice } from './ApplicationFields.tsx';
import { changeApplication } from './changeApplication.ts';
import { useApplicationChange } from './useApplicationChange.ts';
import { kindOf, splitLines } from './words.ts';

/** Name, addresses and scopes. */
export function ApplicationSettings(props: ApplicationProps) {
  const { application } = props;
  const kind = kindOf(application);
  const withPeople = kind !== 'service';
  const mayTrust = may(useSession(), 'provider') && withPeople;
  const before = {
    name: application.name,
    redirectUris: application.redirectUris,
    scopes: allScopes.filter((scope) => application.scopes.includes(scope)),
    firstParty: application.firstParty,
  };
  const [name, setName] = useState(before.name);
  const [addresses, setAddresses] = useState(before.redirectUris.join('\n'));
  const [scopes, setScopes] = useState<Scope[]>(before.scopes);
  const [firstParty, setFirstParty] = useState(before.firstParty);
  const after = { name: name.trim(), redirectUris: splitLines(addresses), scopes, firstParty };
  const save = useApplicationChange(
    () =>
      changeApplication(props, {
        name: after.name,
        scopes,
        ...(withPeople ? { redirectUris: after.redirectUris } : {}),
        ...(mayTrust ? { firstParty } : {}),
      }),
    (now) => `${now.name} was changed.`,
  );
  const whole = after.name !== '' && scopes.length > 0 && (!withPeople || after.redirectUris.length > 0);
  return (
    <Panel title="Settings">
      <FormShell
        label="Settings"
        action="Save settings"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={whole && JSON.stringify(after) !== JSON.stringify(before)}
        onSubmit={save.mutate}
      >
        <TextInput
          label="Name"
          description="People see it when they sign in."
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(save.error, '/name')}
        />
        {withPeople ? (
          <RedirectUris
            kind={kind}
            value={addresses}
            onChange={setAddresses}
            error={addressesError(save.error, addresses)}
          />
        ) : null}
        <ScopeChoice
          kind={kind}
          value={scopes}
          onChange={setScopes}
          error={fieldError(save.error, '/scopes')}
        />
        {mayTrust ? (
          <Checkbox
            size="sm"
            label="First-party"
            description="It is your own: nobody is asked for consent."
            checked={firstParty}
            onChange={(event) => setFirstParty(event.currentTarget.checked)}
          />
        ) : null}
      </FormShell>
    </Panel>
  );
}
