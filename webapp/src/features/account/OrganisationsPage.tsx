import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { components } from '../../api/schema.d.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconBuilding } from '../../ui/icons.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SectionSearch } from '../../ui/SectionSearch.tsx';
import { StatusChip, Tag } from '../../ui/StatusChip.tsx';
import { organisationsCsv, organisationsQuery } from './queries.ts';

type Organisation = components['schemas']['Organisation'];

const filterKeys = ['q'] as const;

const columns: readonly Column<Organisation>[] = [
  {
    key: 'name',
    header: 'Organisation',
    primary: true,
    cell: ({ id, name }) => <Link to={paths.accounts(id)}>{name}</Link>,
  },
  { key: 'domains', header: 'Domains', cell: ({ domains }) => domains.join(', ') },
  { key: 'accounts', header: 'People', numeric: true, cell: ({ accounts }) => formatNumber(accounts) },
  { key: 'created', header: 'Since', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, provider }) => (
      <>
        {state === 'active' ? (
          <StatusChip meaning="clean">Active</StatusChip>
        ) : (
          <StatusChip meaning="blocked">Suspended</StatusChip>
        )}{' '}
        {provider ? <Tag>Provider</Tag> : null}
      </>
    ),
  },
];

export function Component() {
  const { values, set, query } = useUrlFilters(filterKeys);
  const organisations = useQuery(organisationsQuery(values.q, useCursor()));
  const paging = usePaging(organisations.data?.next);
  return (
    <>
      <PageHeader title="Organisations" lead="Whom this installation serves." />
      <SectionSearch
        label="Search organisations"
        value={values.q ?? ''}
        onChange={(text) => set('q', text)}
      />
      <Panel label="Organisations" flush>
        <DataTable
          label="Organisations"
          columns={columns}
          rows={organisations.data?.items}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          error={organisations.error ? <LoadError query={organisations} /> : undefined}
          empty={
            <EmptyState icon={<IconBuilding size={24} />} title="No organisation matches">
              Change the search.
            </EmptyState>
          }
          paging={paging}
          footer={<CsvButton href={`${organisationsCsv}${query}`} />}
        />
      </Panel>
    </>
  );
}
