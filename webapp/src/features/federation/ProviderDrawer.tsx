import { useState } from 'react';
import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useNavigate, useParams } from 'react-router';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { prefetch } from '../../api/queryClient.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CopyLine } from '../../ui/CopyLine.tsx';
import { Detail, Details } from '../../ui/Details.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './federation.module.css';
import { ProviderActions } from './ProviderActions.tsx';
import { HintField, NameField, SecretField } from './ProviderFields.tsx';
import { ProviderState } from './ProvidersPage.tsx';
import { providerQuery } from './queries.ts';
import { type ProviderProps, useProviderChange } from './useProviderChange.ts';

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(providerQuery(params.organisationId ?? '', params.providerId ?? ''));
}

/** Everything about one provider, beside the list and with an address of its own. */
export function Component() {
  const { organisationId = '', providerId = '' } = useParams();
  const query = useQuery(providerQuery(organisationId, providerId));
  const navigate = useNavigate();
  const close = () => {
    // Escape reaches every open dialog: while one stands over the drawer, it means that one.
    if (document.querySelector('.mantine-Modal-content') === null) {
      void navigate(paths.identityProviders(organisationId));
    }
  };
  return (
    <Drawer opened onClose={close} size="lg" title={query.data?.name ?? 'Identity provider'}>
      <Loaded query={query} label="this provider" lines={8}>
        {(provider) => <Sections key={provider.id} organisationId={organisationId} provider={provider} />}
      </Loaded>
    </Drawer>
  );
}

function Sections(props: ProviderProps) {
  const { provider } = props;
  return (
    <div className={classes.sections}>
      <Panel label="Overview">
        <Details across>
          <Detail label="State">
            <ProviderState provider={provider} />
          </Detail>
          <Detail label="People connected">{formatNumber(provider.connected)}</Detail>
          <Detail label="Since">
            <RelativeTime at={provider.createdAt} />
          </Detail>
          <Detail label="Secret set">
            <RelativeTime at={provider.secretSetAt} />
          </Detail>
        </Details>
      </Panel>
      <Panel title="What the provider has to be told">
        <div className={classes.lines}>
          <CopyLine label="Redirect address" text={provider.redirectUri} action="Copy redirect address" />
          <CopyLine label="Client ID" text={provider.clientId} action="Copy client ID" />
          <CopyLine label="Issuer" text={provider.issuer} action="Copy issuer" />
        </div>
      </Panel>
      <ProviderActions key={provider.state} {...props} />
      <Settings {...props} />
    </div>
  );
}

function Settings(props: ProviderProps) {
  const { provider } = props;
  const [name, setName] = useState(provider.name);
  const [domainHint, setDomainHint] = useState(provider.domainHint ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const save = useProviderChange(
    props,
    (now) => `${now.name} was changed.`,
    () => setClientSecret(''),
  );
  const changed =
    name.trim() !== provider.name || domainHint.trim() !== (provider.domainHint ?? '') || clientSecret !== '';
  return (
    <Panel title="Settings">
      <FormShell
        label="Settings"
        action="Save settings"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={changed && name.trim() !== ''}
        onSubmit={() =>
          save.mutate({
            name: name.trim(),
            domainHint: domainHint.trim(),
            ...(clientSecret === '' ? {} : { clientSecret: clientSecret.trim() }),
          })
        }
      >
        <NameField value={name} onChange={setName} error={fieldError(save.error, '/name')} />
        <HintField
          value={domainHint}
          onChange={setDomainHint}
          error={fieldError(save.error, '/domainHint')}
        />
        <SecretField
          value={clientSecret}
          onChange={setClientSecret}
          error={fieldError(save.error, '/clientSecret')}
        />
      </FormShell>
    </Panel>
  );
}
