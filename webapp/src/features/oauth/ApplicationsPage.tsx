import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from 'react-router';
import { organisationQuery } from '../../api/organisation.ts';
import { useCursor, usePaging, useUrlFilters } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconAppWindow, IconPlus } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SectionSearch } from '../../ui/SectionSearch.tsx';
import { StatusChip, Tag, Tags } from '../../ui/StatusChip.tsx';
import { CreateApplication } from './CreateApplication.tsx';
import { applicationsCsv, applicationsQuery } from './queries.ts';
import { type Application, kindName, kindOf, scopeName, stateMeaning, stateName } from './words.ts';

const filterKeys = ['q'] as const;

const columns: readonly Column<Application>[] = [
  {
    key: 'name',
    header: 'Application',
    primary: true,
    cell: (application) => <ApplicationLink application={application} />,
  },
  { key: 'kind', header: 'Kind', tight: true, cell: (application) => kindName[kindOf(application)] },
  {
    key: 'scopes',
    header: 'May use',
    cell: ({ scopes }) => (
      <Tags>
        {scopes.map((scope) => (
          <Tag key={scope}>{scopeName[scope]}</Tag>
        ))}
      </Tags>
    ),
  },
  { key: 'created', header: 'Since', tight: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, firstParty }) => (
      <Tags>
        <StatusChip meaning={stateMeaning[state]}>{stateName[state]}</StatusChip>
        {firstParty ? <Tag>First-party</Tag> : null}
      </Tags>
    ),
  },
];

export function Component() {
  const { organisationId = '' } = useParams();
  const { values, set, clear, query } = useUrlFilters(filterKeys);
  const [creating, setCreating] = useState(false);
  const applications = useQuery(applicationsQuery(organisationId, values.q, useCursor()));
  const organisation = useQuery(organisationQuery(organisationId));
  const paging = usePaging(applications.data?.next);
  return (
    <>
      <PageHeader
        title="Applications"
        lead={
          organisation.data?.provider
            ? 'What people of every organisation can sign in to, and programs that work without a person.'
            : 'What people can sign in to with their account here, and programs that work without a person.'
        }
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreating(true)}>
            Create application
          </Button>
        }
      />
      <SectionSearch label="Search applications" value={values.q ?? ''} onChange={(text) => set('q', text)} />
      <Panel label="Applications" flush>
        <DataTable
          label="Applications"
          columns={columns}
          rows={applications.data?.items}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          error={applications.error ? <LoadError query={applications} /> : undefined}
          empty={
            query === '' ? (
              <EmptyState
                icon={<IconAppWindow size={24} />}
                title="No application yet"
                action={<Button onClick={() => setCreating(true)}>Create first application</Button>}
              >
                Whatever speaks OpenID Connect can let your people sign in with the account that they have
                here: one sign-in, one policy, one place to take it back.
              </EmptyState>
            ) : (
              <EmptyState
                icon={<IconAppWindow size={24} />}
                title="No application matches"
                action={
                  <Button variant="default" onClick={clear}>
                    Remove search
                  </Button>
                }
              >
                None has this in its name.
              </EmptyState>
            )
          }
          paging={paging}
          footer={<CsvButton href={`${applicationsCsv(organisationId)}${query}`} />}
        />
      </Panel>
      {creating ? (
        <CreateApplication organisationId={organisationId} onClose={() => setCreating(false)} />
      ) : null}
      <Outlet />
    </>
  );
}

/** Opens the drawer; the search stays in the address. */
function ApplicationLink({ application }: { application: Application }) {
  const { organisationId = '' } = useParams();
  const { search } = useLocation();
  return (
    <Link to={{ pathname: paths.application(organisationId, application.id), search }}>
      {application.name}
    </Link>
  );
}
