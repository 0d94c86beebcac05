import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from 'react-router';
import { LoadError } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconLogin2, IconPlus } from '../../ui/icons.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { AddProvider } from './AddProvider.tsx';
import { type Provider, providersQuery } from './queries.ts';

const columns: readonly Column<Provider>[] = [
  {
    key: 'name',
    header: 'Provider',
    primary: true,
    cell: (provider) => <ProviderLink provider={provider} />,
  },
  { key: 'issuer', header: 'Issuer', cell: ({ issuer }) => issuer },
  {
    key: 'connected',
    header: 'People',
    tight: true,
    cell: ({ connected }) => formatNumber(connected),
  },
  { key: 'created', header: 'Since', tight: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  { key: 'state', header: 'State', tight: true, cell: (provider) => <ProviderState provider={provider} /> },
];

export function Component() {
  const { organisationId = '' } = useParams();
  const [adding, setAdding] = useState(false);
  const providers = useQuery(providersQuery(organisationId));
  return (
    <>
      <PageHeader
        title="Identity providers"
        lead="Where your people have an account already, and can sign in here with it."
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>
            Add provider
          </Button>
        }
      />
      <Panel label="Identity providers" flush>
        <DataTable
          label="Identity providers"
          columns={columns}
          rows={providers.data?.items}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          error={providers.error ? <LoadError query={providers} /> : undefined}
          empty={
            <EmptyState
              icon={<IconLogin2 size={24} />}
              title="No identity provider yet"
              action={<Button onClick={() => setAdding(true)}>Add first provider</Button>}
            >
              With one that speaks OpenID Connect, your people sign in here with the account that they have
              there. Each connects the two accounts first, and your policy holds as before.
            </EmptyState>
          }
        />
      </Panel>
      {adding ? <AddProvider organisationId={organisationId} onClose={() => setAdding(false)} /> : null}
      <Outlet />
    </>
  );
}

/** Whether people can sign in with it. */
export function ProviderState({ provider }: { provider: Provider }) {
  return provider.state === 'active' ? (
    <StatusChip meaning="clean">Active</StatusChip>
  ) : (
    <StatusChip meaning="neutral">Disabled</StatusChip>
  );
}

function ProviderLink({ provider }: { provider: Provider }) {
  const { organisationId = '' } = useParams();
  return <Link to={paths.identityProvider(organisationId, provider.id)}>{provider.name}</Link>;
}
