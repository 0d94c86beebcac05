import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import type { components } from '../../api/schema.d.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconPlus, IconWorld } from '../../ui/icons.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { shortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/useNow.ts';
import { AddDomain, ChangeMailbox, RemoveDomain } from './DomainDialogs.tsx';
import { ProveDomain } from './ProveDomain.tsx';
import { domainsQuery } from './queries.ts';

type Domain = components['schemas']['Domain'];

type Dialog = { kind: 'add' } | { kind: 'prove' | 'mailbox' | 'remove'; domain: Domain };

const columnsFor = (onOpen: (dialog: Dialog) => void): readonly Column<Domain>[] => [
  { key: 'name', header: 'Domain', primary: true, cell: ({ name }) => name },
  {
    key: 'mailbox',
    header: 'Mailboxes',
    cell: ({ mailbox }) =>
      mailbox === 'external' ? 'On your own mail server' : 'Only here, behind this sign-in',
  },
  { key: 'state', header: 'State', cell: (domain) => <State domain={domain} /> },
  { key: 'addresses', header: 'Addresses', numeric: true, cell: ({ addresses }) => formatNumber(addresses) },
  { key: 'created', header: 'Since', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  {
    key: 'actions',
    header: 'Actions',
    cell: (domain) => (
      <Group gap="sm">
        {domain.claim ? (
          <Button aria-label={`Prove ${domain.name}`} onClick={() => onOpen({ kind: 'prove', domain })}>
            Prove
          </Button>
        ) : null}
        <Button
          variant="default"
          aria-label={`Change mailboxes of ${domain.name}`}
          onClick={() => onOpen({ kind: 'mailbox', domain })}
        >
          Change mailboxes
        </Button>
        <Button
          variant="default"
          aria-label={`Remove ${domain.name}`}
          disabled={domain.addresses > 0}
          title={domain.addresses > 0 ? 'Addresses use this domain. Remove them first.' : undefined}
          onClick={() => onOpen({ kind: 'remove', domain })}
        >
          Remove
        </Button>
      </Group>
    ),
  },
];

function State({ domain: { claim } }: { domain: Domain }) {
  const now = useNow(60_000);
  return claim ? (
    <StatusChip meaning="held">To be proved until {shortDate(new Date(claim.endsAt), now)}</StatusChip>
  ) : (
    <StatusChip meaning="clean">Proved</StatusChip>
  );
}

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(domainsQuery(params.organisationId ?? ''));
}

export function Component() {
  const { organisationId = '' } = useParams();
  const [open, setOpen] = useState<Dialog>();
  const [columns] = useState(() => columnsFor(setOpen));
  const close = () => setOpen(undefined);
  const domains = useQuery(domainsQuery(organisationId));
  return (
    <>
      <PageHeader
        title="Domains"
        lead="All are equal. Where the mailboxes are decides which codes can be mailed."
        actions={
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setOpen({ kind: 'add' })}
          >
            Add domain
          </Button>
        }
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
      {open?.kind === 'add' ? (
        <AddDomain
          organisationId={organisationId}
          onClose={close}
          onClaimed={(domain) => setOpen({ kind: 'prove', domain })}
        />
      ) : null}
      {open?.kind === 'prove' ? (
        <ProveDomain organisationId={organisationId} domain={open.domain} onClose={close} />
      ) : null}
      {open?.kind === 'mailbox' ? (
        <ChangeMailbox organisationId={organisationId} domain={open.domain} onClose={close} />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemoveDomain organisationId={organisationId} domain={open.domain} onClose={close} />
      ) : null}
    </>
  );
}
