import { useState } from 'react';
import { Button, Drawer } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { client, must } from '../../api/client.ts';
import { type AuditEntry, eventWords } from '../../api/events.ts';
import { given, oneOf } from '../../api/given.ts';
import type { paths } from '../../api/schema.d.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Filter, FilterChips } from '../../ui/FilterChips.tsx';
import { IconHistory } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { objectName } from './details.ts';
import { EntryDetails } from './EntryDetails.tsx';
import { VerifyButton } from './VerifyButton.tsx';

type Filters = NonNullable<
  paths['/api/v1/organisations/{organisationId}/audit']['get']['parameters']['query']
>;

const filterKeys = ['action', 'result', 'actor', 'object', 'from', 'to'] as const;
const filters: readonly Filter[] = [
  {
    key: 'action',
    label: 'About',
    options: [
      { value: 'login', label: 'Sign-in' },
      { value: 'factor', label: 'Authenticators' },
      { value: 'account', label: 'People' },
      { value: 'policy', label: 'Policy' },
      { value: 'oauth', label: 'Applications' },
      { value: 'federation', label: 'Identity providers' },
      { value: 'audit', label: 'Audit log' },
    ],
  },
  {
    key: 'result',
    label: 'Result',
    options: [
      { value: 'success', label: 'Done' },
      { value: 'refused', label: 'Refused' },
    ],
  },
];

const auditQuery = (organisationId: string, query: Filters) =>
  queryOptions({
    queryKey: ['audit', organisationId, query],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/audit', {
          params: { path: { organisationId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

const columnsFor = (onOpen: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] => [
  { key: 'at', header: 'When', tight: true, cell: ({ at }) => <RelativeTime at={at} /> },
  {
    key: 'action',
    header: 'What',
    primary: true,
    cell: (entry) => (
      <button type="button" onClick={() => onOpen(entry)}>
        {eventWords({ ...entry, result: 'success' })}
      </button>
    ),
  },
  { key: 'actor', header: 'Who', cell: ({ actor }) => actor },
  { key: 'object', header: 'To what', cell: objectName },
  { key: 'network', header: 'From', tight: true, cell: ({ network }) => network },
  {
    key: 'result',
    header: 'Result',
    tight: true,
    cell: ({ result }) =>
      result === 'success' ? (
        <StatusChip meaning="clean">Done</StatusChip>
      ) : (
        <StatusChip meaning="blocked">Refused</StatusChip>
      ),
  },
];

export function Component() {
  const { organisationId = '' } = useParams();
  const { values, set, clear, query } = useUrlFilters(filterKeys);
  const [open, setOpen] = useState<AuditEntry>();
  const [columns] = useState(() => columnsFor(setOpen));
  const { result, ...texts } = values;
  const entries = useQuery(
    auditQuery(
      organisationId,
      given({ ...texts, result: oneOf(['success', 'refused'], result), cursor: useCursor() }),
    ),
  );
  const paging = usePaging(entries.data?.next);
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="Who did what, when, and from where. Entries are chained: a change or a gap is found."
        actions={<VerifyButton organisationId={organisationId} />}
      />
      <FilterChips filters={filters} values={values} onChange={(key, value) => set(key as 'action', value)} />
      <AuditFilters organisationId={organisationId} values={values} onChange={set} />
      <Panel label="Audit log" flush>
        <DataTable
          label="Audit log"
          columns={columns}
          rows={entries.data?.items}
          rowKey={({ seq }) => String(seq)}
          rowName={(entry) => eventWords(entry)}
          error={entries.error ? <LoadError query={entries} /> : undefined}
          empty={
            <EmptyState
              icon={<IconHistory size={24} />}
              title={query === '' ? 'Nothing was logged yet' : 'Nothing matches'}
              action={
                query === '' ? null : (
                  <Button variant="default" onClick={clear}>
                    Remove all filters
                  </Button>
                )
              }
            >
              {query === ''
                ? 'What people do here will stand here.'
                : 'No entry has all of what you look for.'}
            </EmptyState>
          }
          paging={paging}
          footer={
            <CsvButton
              label="Export CSV"
              href={`/api/v1/organisations/${organisationId}/audit.csv${query}`}
            />
          }
        />
      </Panel>
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open ? eventWords(open) : ''}
      >
        {open ? (
          <EntryDetails
            entry={open}
            onFilter={(key, id) => {
              set(key, id);
              setOpen(undefined);
            }}
          />
        ) : null}
      </Drawer>
    </>
  );
}
