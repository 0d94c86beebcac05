import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { components } from '../../api/schema.d.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconBuilding, IconPlus } from '../../ui/icons.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SectionSearch } from '../../ui/SectionSearch.tsx';
import { StatusChip, Tag, Tags } from '../../ui/StatusChip.tsx';
import { CreateOrganisation, RenameOrganisation, SwitchOrganisation } from './OrganisationDialogs.tsx';
import { organisationsCsv, organisationsQuery } from './queries.ts';

type Organisation = components['schemas']['Organisation'];

const filterKeys = ['q'] as const;

type Dialog = { kind: 'create' } | { kind: 'rename' | 'switch'; organisation: Organisation };

const columnsFor = (onOpen: (dialog: Dialog) => void): readonly Column<Organisation>[] => [
  {
    key: 'name',
    header: 'Organisation',
    primary: true,
    cell: ({ id, name }) => <Link to={paths.accounts(id)}>{name}</Link>,
  },
  { key: 'domains', header: 'Domains', cell: ({ domains }) => domains.join(', ') },
  { key: 'accounts', header: 'People', numeric: true, cell: ({ accounts }) => formatNumber(accounts) },
  { key: 'created', header: 'Since', tight: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, provider }) => (
      <Tags>
        {state === 'active' ? (
          <StatusChip meaning="clean">Active</StatusChip>
        ) : (
          <StatusChip meaning="blocked">Suspended</StatusChip>
        )}
        {provider ? <Tag>Provider</Tag> : null}
      </Tags>
    ),
  },
  {
    key: 'actions',
    header: 'Actions',
    cell: (organisation) => (
      <Group gap="sm">
        <Button
          variant="default"
          aria-label={`Rename ${organisation.name}`}
          onClick={() => onOpen({ kind: 'rename', organisation })}
        >
          Rename
        </Button>
        {organisation.provider ? null : (
          <Button
            variant="default"
            aria-label={`${organisation.state === 'active' ? 'Suspend' : 'Activate'} ${organisation.name}`}
            onClick={() => onOpen({ kind: 'switch', organisation })}
          >
            {organisation.state === 'active' ? 'Suspend' : 'Activate'}
          </Button>
        )}
      </Group>
    ),
  },
];

export function Component() {
  const { values, set, clear, query } = useUrlFilters(filterKeys);
  const [open, setOpen] = useState<Dialog>();
  const [columns] = useState(() => columnsFor(setOpen));
  const close = () => setOpen(undefined);
  const organisations = useQuery(organisationsQuery(values.q, useCursor()));
  const paging = usePaging(organisations.data?.next);
  return (
    <>
      <PageHeader
        title="Organisations"
        lead="Whom this installation serves. Open one to manage its people, domains and policy."
        actions={
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setOpen({ kind: 'create' })}
          >
            Create organisation
          </Button>
        }
      />
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
            <EmptyState
              icon={<IconBuilding size={24} />}
              title="No organisation matches"
              action={
                <Button variant="default" onClick={clear}>
                  Remove search
                </Button>
              }
            >
              Neither a name nor a domain has it.
            </EmptyState>
          }
          paging={paging}
          footer={<CsvButton href={`${organisationsCsv}${query}`} />}
        />
      </Panel>
      {open?.kind === 'create' ? <CreateOrganisation onClose={close} /> : null}
      {open?.kind === 'rename' ? (
        <RenameOrganisation organisation={open.organisation} onClose={close} />
      ) : null}
      {open?.kind === 'switch' ? (
        <SwitchOrganisation organisation={open.organisation} onClose={close} />
      ) : null}
    </>
  );
}
