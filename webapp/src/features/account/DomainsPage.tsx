import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import type { components } from '../../api/schema.d.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconWorld } from '../../ui/icons.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { domainsQuery } from './queries.ts';

type Domain = components['schemas']['Domain'];

const columns: readonly Column<Domain>[] = [
  { key: 'name', header: 'Domain', primary: true, cell: ({ name }) => name },
  {
    key: 'mailbox',
    header: 'Mailboxes',
    cell: ({ mailbox }) =>
      mailbox === 'external' ? 'On your own mail server' : 'Only here, behind this sign-in',
  },
  { key: 'addresses', header: 'Addresses', numeric: true, cell: ({ addresses }) => formatNumber(addresses) },
  { key: 'created', header: 'Since', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(domainsQuery(params.organisationId ?? ''));
}

export function Component() {
  const { organisationId = '' } = useParams();
  const domains = useQuery(domainsQuery(organisationId));
  return (
    <>
      <PageHeader
        title="Domains"
        lead="All are equal. Where the mailboxes are decides which codes can be mailed."
      />
      <Panel label="Domains" flush>
        <DataTable
          label="Domains"
          columns={columns}
          rows={domains.data?.items}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          error={domains.error ? <LoadError query={domains} /> : undefined}
          empty={<EmptyState icon={<IconWorld size={24} />} title="No domain yet" />}
        />
      </Panel>
    </>
  );
}
