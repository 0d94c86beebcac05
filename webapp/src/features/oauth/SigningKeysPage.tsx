import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { prefetch } from '../../api/queryClient.ts';
import type { paths } from '../../api/schema.d.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconKey } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { type Meaning, StatusChip } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { signingKeysQuery } from './queries.ts';

type Key =
  paths['/api/v1/oauth/keys']['get']['responses']['200']['content']['application/json']['items'][number];

const states: Record<Key['state'], { word: string; meaning: Meaning }> = {
  next: { word: 'Published, not used yet', meaning: 'info' },
  active: { word: 'Signs', meaning: 'clean' },
  retired: { word: 'Still checked, signs no more', meaning: 'neutral' },
};

const columns: readonly Column<Key>[] = [
  { key: 'kid', header: 'Key', primary: true, cell: ({ kid }) => <code>{kid}</code> },
  { key: 'alg', header: 'Algorithm', tight: true, cell: ({ alg }) => alg },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <StatusChip meaning={states[state].meaning}>{states[state].word}</StatusChip>,
  },
  {
    key: 'activates',
    header: 'Signs from',
    tight: true,
    cell: ({ activatesAt }) => <RelativeTime at={activatesAt} />,
  },
  {
    key: 'retires',
    header: 'Kept until',
    tight: true,
    cell: ({ retiresAt }) => (retiresAt ? <RelativeTime at={retiresAt} /> : 'While in use'),
  },
];

export function loader() {
  return prefetch(signingKeysQuery);
}

export function Component() {
  const keys = useQuery(signingKeysQuery);
  const [rotating, setRotating] = useState(false);
  return (
    <>
      <PageHeader
        title="Signing keys"
        lead="Tokens for applications are signed with these. They are replaced by themselves every 90 days; an old one is kept for a week more."
        actions={
          <Button variant="default" onClick={() => setRotating(true)}>
            Rotate now
          </Button>
        }
      />
      <Panel label="Signing keys" flush>
        <DataTable
          label="Signing keys"
          columns={columns}
          rows={keys.data?.items}
          rowKey={({ kid }) => kid}
          rowName={({ kid }) => kid}
          error={keys.error ? <LoadError query={keys} /> : undefined}
          empty={
            <EmptyState icon={<IconKey size={24} />} title="No key yet">
              They are made when the server starts.
            </EmptyState>
          }
        />
      </Panel>
      {rotating ? <RotateDialog onClose={() => setRotating(false)} /> : null}
    </>
  );
}

function RotateDialog({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => must(client.POST('/api/v1/oauth/keys/rotation')),
    onSuccess: (keys) => {
      cache.setQueryData(signingKeysQuery.queryKey, keys);
      showToast('New keys are published. They sign in ten minutes.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Replace the signing keys now?"
      action="Rotate keys"
      danger={false}
      onConfirm={rotate.mutate}
      loading={rotate.isPending}
      error={rotate.error ? wordsOf(rotate.error) : undefined}
    >
      New keys are published at once and sign in ten minutes, when every application can have seen them. What
      was signed before stays good until it runs out.
    </ConfirmDialog>
  );
}
