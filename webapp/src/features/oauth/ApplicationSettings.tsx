import { useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { type Scope, scopes as allScopes } from '../../api/scopes.ts';
import { may, useSession } from '../../api/session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { addressesError, AddressLines, RedirectUris, ScopeChoice } from './ApplicationFields.tsx';
import { changeApplication, changeOf } from './changeApplication.ts';
import classes from './oauth.module.css';
import { useApplicationChange } from './useApplicationChange.ts';
import { byBrowser, deviceGrant, kindOf, splitLines, withDeviceGrant } from './words.ts';

/** Name, addresses, and what it may ask for. */
export function ApplicationSettings(props: ApplicationProps) {
  const { application } = props;
  const kind = kindOf(application);
  const redirected = byBrowser(kind);
  const provider = may(useSession(), 'provider');
  const mayTrust = provider && kind !== 'service';
  const [name, setName] = useState(application.name);
  const [addresses, setAddresses] = useState(application.redirectUris.join('\n'));
  const [scopes, setScopes] = useState<Scope[]>(() =>
    allScopes.filter((scope) => application.scopes.includes(scope)),
  );
  const [coded, setCoded] = useState(application.grantTypes.includes(deviceGrant));
  const [resources, setResources] = useState(application.resources.join('\n'));
  const [firstParty, setFirstParty] = useState(application.firstParty);
  const redirectUris = splitLines(addresses);
  const change = changeOf(application, {
    name: name.trim(),
    scopes,
    ...(redirected ? { redirectUris } : {}),
    ...(redirected && coded !== application.grantTypes.includes(deviceGrant)
      ? { grantTypes: withDeviceGrant(application.grantTypes, coded) }
      : {}),
    ...(provider ? { resources: splitLines(resources) } : {}),
    ...(mayTrust ? { firstParty } : {}),
  });
  const save = useApplicationChange(
    () => changeApplication(props, change),
    (now) => `${now.name} was changed.`,
  );
  const whole = name.trim() !== '' && scopes.length > 0 && (!redirected || redirectUris.length > 0);
  return (
    <Panel title="Settings">
      <FormShell
        label="Settings"
        action="Save settings"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={whole && Object.keys(change).length > 0}
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
        {redirected ? (
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
        {redirected ? (
          <Checkbox
            size="sm"
            label="People may sign it in by a code"
            description="For devices without a keyboard: they show a code, which people type here (device grant)."
            checked={coded}
            onChange={(event) => setCoded(event.currentTarget.checked)}
            error={fieldError(save.error, '/grantTypes')}
          />
        ) : null}
        <Resources value={resources} onChange={provider ? setResources : undefined} error={save.error} />
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

interface ResourcesProps {
  value: string;
  /** Absent for whoever may only see them. */
  onChange: ((text: string) => void) | undefined;
  error: unknown;
}

/** Services of others for which it may ask for tokens; the provider's to say. */
function Resources({ value, onChange, error }: ResourcesProps) {
  if (onChange) {
    return (
      <AddressLines
        label="Other services it may get tokens for"
        description="Addresses of services that are not part of Gatehouse and that trust its tokens, one a line. Usually none."
        placeholder="https://api.example.com"
        value={value}
        onChange={onChange}
        error={addressesError(error, value, '/resources')}
      />
    );
  }
  return value === '' ? null : (
    <p className={classes.quiet}>
      The provider lets it get tokens for {splitLines(value).join(', ')} as well.
    </p>
  );
}
