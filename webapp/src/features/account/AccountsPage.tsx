import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { given, oneOf } from '../../api/given.ts';
import type { components } from '../../api/schema.d.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Filter, FilterChips } from '../../ui/FilterChips.tsx';
import { IconPlus, IconUsers } from '../../ui/icons.ts';
import { counted } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SectionSearch } from '../../ui/SectionSearch.tsx';
import { StatusChip, Tag, Tags } from '../../ui/StatusChip.tsx';
import { BulkBar } from './BulkBar.tsx';
import { InviteDialog } from './InviteDialog.tsx';
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
  { key: 'name', header: 'Person', primary: true, cell: (account) => <PersonLink account={account} /> },
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
    tight: true,
    cell: (account) => (account.lastSignInAt ? <RelativeTime at={account.lastSignInAt} /> : 'Never'),
  },
  {
    key: 'state',
    header: 'State',
    tight: true,
    cell: (account) => (
      <StatusChip meaning={stateMeaning[account.state]}>{stateName[account.state]}</StatusChip>
    ),
  },
];

export function Component() {
  const { organisationId = '' } = useParams();
  const { values, set, clear, query } = useUrlFilters(filterKeys);
  const navigate = useNavigate();
  const [inviting, setInviting] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const filter = given({
    q: values.q,
    state: oneOf(accountStates, values.state),
    role: oneOf(roles, values.role),
    factor: oneOf(['any', 'none'], values.factor),
  });
  const accounts = useQuery(accountsQuery(organisationId, { ...filter, ...given({ cursor: useCursor() }) }));
  // Only the first page says how many there are; it was here before any other, or the number is left out.
  const total = useQuery({ ...accountsQuery(organisationId, filter), enabled: false }).data?.total;
  const paging = usePaging(
    accounts.data?.next,
    total === undefined ? undefined : counted(total, 'person', 'people'),
  );
  return (
    <>
      <PageHeader
        title="People"
        lead="Who has an account, how they prove who they are, and what they may do."
        actions={
          <Group gap="sm">
            <Button variant="default" onClick={() => void navigate(paths.accountImport(organisationId))}>
              Import people
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setInviting(true)}>
              Invite person
            </Button>
          </Group>
        }
      />
      <SectionSearch label="Search people" value={values.q ?? ''} onChange={(text) => set('q', text)} />
      <FilterChips filters={filters} values={values} onChange={(key, value) => set(key as 'state', value)} />
      <BulkBar
        organisationId={organisationId}
        people={accounts.data?.items.filter(({ id }) => selected.has(id)) ?? []}
        onClear={() => setSelected(new Set())}
      />
      <Panel label="People" flush>
        <DataTable
          label="People"
          columns={columns}
          rows={accounts.data?.items}
          rowKey={(account) => account.id}
          rowName={(account) => account.name}
          error={accounts.error ? <LoadError query={accounts} /> : undefined}
          empty={
            query === '' ? (
              <EmptyState
                icon={<IconUsers size={24} />}
                title="Nobody here yet"
                action={<Button onClick={() => setInviting(true)}>Invite first person</Button>}
              >
                Begin with an administrator, who can then invite the others or import them.
              </EmptyState>
            ) : (
              <EmptyState
                icon={<IconUsers size={24} />}
                title="Nobody matches"
                action={
                  <Button variant="default" onClick={clear}>
                    Remove search and filters
                  </Button>
                }
              >
                Nobody has all of what you look for.
              </EmptyState>
            )
          }
          selection={{ keys: selected, onChange: setSelected }}
          paging={paging}
          footer={<CsvButton href={`${accountsCsv(organisationId)}${query}`} />}
        />
      </Panel>
      <InviteDialog organisationId={organisationId} opened={inviting} onClose={() => setInviting(false)} />
      <Outlet />
    </>
  );
}

/** Opens the drawer; the filters stay in the address. */
function PersonLink({ account }: { account: Account }) {
  const { organisationId = '' } = useParams();
  const { search } = useLocation();
  return <Link to={{ pathname: paths.account(organisationId, account.id), search }}>{account.name}</Link>;
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
