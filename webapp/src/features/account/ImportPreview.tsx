import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { counted, formatNumber } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { importQuery } from './queries.ts';
import { RefusedRows } from './RefusedRows.tsx';
import { roleName, shownRoles } from './words.ts';

type Import = components['schemas']['AccountImport'];
type Sample = Import['sample'][number];

const columns: readonly Column<Sample>[] = [
  { key: 'name', header: 'Person', primary: true, cell: ({ name }) => name },
  { key: 'addresses', header: 'Addresses', cell: ({ addresses }) => addresses.join(', ') },
  {
    key: 'roles',
    header: 'Roles',
    cell: ({ roles }) =>
      shownRoles(roles)
        .map((role) => roleName[role])
        .join(', ') || 'User',
  },
  { key: 'password', header: 'Password', cell: ({ hasPassword }) => (hasPassword ? 'Kept' : 'Chosen anew') },
  { key: 'invite', header: 'Invitation', cell: ({ invite }) => (invite ? 'Mailed' : 'Not mailed') },
  { key: 'line', header: 'Line', numeric: true, cell: ({ line }) => formatNumber(line) },
];

interface ImportPreviewProps {
  organisationId: string;
  found: Import;
  onAgain: () => void;
}

/** Second step: what the file will do, before it does. */
export function ImportPreview({ organisationId, found, onAgain }: ImportPreviewProps) {
  const cache = useQueryClient();
  const params = { path: { organisationId, importId: found.id } };
  const start = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/account-imports/{importId}/start', { params }),
      ),
    onSuccess: (running) => cache.setQueryData(importQuery(organisationId, found.id).queryKey, running),
  });
  const discard = useMutation({
    mutationFn: () =>
      must(client.DELETE('/api/v1/organisations/{organisationId}/account-imports/{importId}', { params })),
    onSuccess: onAgain,
  });
  const failure = start.error ?? discard.error;
  return (
    <>
      <Panel
        title={`${counted(found.good, 'account', 'accounts')} can be created`}
        lead={`${counted(found.rows, 'row', 'rows')} in the file, ${formatNumber(found.refused)} with a problem. Rows with a problem are left out; you can correct them and import them later.`}
        actions={
          <Group gap="sm">
            <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
              Choose another file
            </Button>
            <Button loading={start.isPending} disabled={found.good === 0} onClick={() => start.mutate()}>
              {`Create ${counted(found.good, 'account', 'accounts')}`}
            </Button>
          </Group>
        }
      >
        {failure ? <ErrorPanel error={wordsOf(failure)} focus /> : null}
      </Panel>
      <RefusedRows organisationId={organisationId} found={found} />
      <Panel
        title="Sample"
        lead={`The first ${formatNumber(found.sample.length)} rows as they will be created.`}
        flush
      >
        <DataTable
          label="Sample"
          columns={columns}
          rows={found.sample}
          rowKey={({ line }) => String(line)}
          rowName={({ name }) => name}
          empty={<EmptyState title="No row can be taken">Correct the file and choose it again.</EmptyState>}
        />
      </Panel>
    </>
  );
}
