import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { given, oneOf } from '../../api/given.ts';
import type { components } from '../../api/schema.d.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Filter, FilterChips } from '../../ui/FilterChips.tsx';
import { IconUsers } from '../../ui/icons.ts';
import { counted } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SectionSearch } from '../../ui/SectionSearch.tsx';
import { StatusChip, Tag, Tags } from '../../ui/StatusChip.tsx';
import { accountsCsv, accountsQuery } from './queries.ts';
import { accountStates, factorName, roleName, roles, shownRoles, stateMeaning, stateName } from './words.ts';

type Account = components['schemas']['Account'];

const filterKeys = ['q', 'state', 'role', 'factor'] as const;
const filters: readonly Filter[] = [
  {
    key: 'state',
    label: 'State',
    options: accountStates.map((value) => ({ value, label: stateName[value] })),
  },
  { key: 'role', label: 'Role', options: roles.map((value) => ({ value, label: roleName[value] })) },
  {
    key: 'factor',
    label: 'Authenticator',
    options: [
      { value: 'any', label: 'Has one' },
      { value: 'none', label: 'Has none' },
    ],
  },
];

const columns: readonly Column<Account>[] = [
  { key: 'name', header: 'Person', primary: true, cell: (account) => account.name },
  { key: 'addresses', header: 'Address', cell: (account) => <Addresses account={account} /> },
  {
    key: 'roles',
    header: 'Roles',
    cell: (account) => (
      <Tags>
        {shownRoles(account.roles).map((role) => (
          <Tag key={role}>{roleName[role]}</Tag>
        ))}
      </Tags>
    ),
  },
  { key: 'factors', header: 'Authenticators', cell: (account) => <Factors account={account} /> },
  {
    key: 'lastSignIn',
    header: 'Last sign-in',
    cell: (account) => (account.lastSignInAt ? <RelativeTime at={account.lastSignInAt} /> : 'Never'),
  },
  {
    key: 'state',
    header: 'State',
    cell: (account) => (
      <StatusChip meaning={stateMeaning[account.state]}>{stateName[account.state]}</StatusChip>
    ),
  },
];

export function Component() {
  const { organisationId = '' } = useParams();
  const { values, set, query } = useUrlFilters(filterKeys);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const accounts = useQuery(
    accountsQuery(
      organisationId,
      given({
        q: values.q,
        state: oneOf(accountStates, values.state),
        role: oneOf(roles, values.role),
        factor: oneOf(['any', 'none'], values.factor),
        cursor: useCursor(),
      }),
    ),
  );
  const paging = usePaging(
    accounts.data?.next,
    accounts.data && counted(accounts.data.total, 'person', 'people'),
  );
  return (
    <>
      <PageHeader
        title="People"
        lead="Who has an account, how they prove who they are, and what they may do."
      />
      <SectionSearch label="Search people" value={values.q ?? ''} onChange={(text) => set('q', text)} />
      <FilterChips filters={filters} values={values} onChange={(key, value) => set(key as 'state', value)} />
      <Panel label="People" flush>
        <DataTable
          label="People"
          columns={columns}
          rows={accounts.data?.items}
          rowKey={(account) => account.id}
          rowName={(account) => account.name}
          error={accounts.error ? <LoadError query={accounts} /> : undefined}
          empty={
            <EmptyState icon={<IconUsers size={24} />} title="Nobody matches">
              Change the search or remove a filter.
            </EmptyState>
          }
          selection={{ keys: selected, onChange: setSelected }}
          paging={paging}
          footer={<CsvButton href={`${accountsCsv(organisationId)}${query}`} />}
        />
      </Panel>
    </>
  );
}

function Addresses({ account }: { account: Account }) {
  const [first, ...others] = account.addresses;
  return (
    <span title={account.addresses.map(({ address }) => address).join(', ')}>
      {first?.address}
      {others.length > 0 ? ` and ${others.length} more` : null}
    </span>
  );
}

function Factors({ account }: { account: Account }) {
  return account.factors.length === 0 ? (
    <StatusChip meaning="held">None</StatusChip>
  ) : (
    <Tags>
      {account.factors.map((kind) => (
        <Tag key={kind}>{factorName[kind]}</Tag>
      ))}
    </Tags>
  );
}
