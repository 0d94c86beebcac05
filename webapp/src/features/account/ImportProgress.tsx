import { useEffect, useState } from 'react';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { paths } from '../../app/paths.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Meter } from '../../ui/Meter.tsx';
import { counted, formatNumber } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { importQuery } from './queries.ts';
import { RefusedRows } from './RefusedRows.tsx';

interface ImportProgressProps {
  organisationId: string;
  found: components['schemas']['AccountImport'];
  onAgain: () => void;
}

/** Third step: how far it is, then what came of it. */
export function ImportProgress({ organisationId, found, onAgain }: ImportProgressProps) {
  const cache = useQueryClient();
  const running = found.state === 'running';
  useEffect(() => {
    if (!running) {
      void cache.invalidateQueries({ queryKey: ['accounts'] });
      void cache.invalidateQueries({ queryKey: ['domains'] });
    }
  }, [running, cache]);
  return (
    <>
      {running ? (
        <Running organisationId={organisationId} found={found} />
      ) : (
        <Result organisationId={organisationId} found={found} onAgain={onAgain} />
      )}
      <RefusedRows organisationId={organisationId} found={found} />
    </>
  );
}

function Running({ organisationId, found }: Omit<ImportProgressProps, 'onAgain'>) {
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/account-imports/{importId}', {
          params: { path: { organisationId, importId: found.id } },
        }),
      ),
    onSuccess: (stopped) => {
      cache.setQueryData(importQuery(organisationId, found.id).queryKey, stopped);
      setAsking(false);
    },
  });
  return (
    <Panel
      title="Accounts are being created"
      lead="You can leave this page: it goes on, and this address shows how far it is."
      actions={
        <Button variant="default" onClick={() => setAsking(true)}>
          Cancel import
        </Button>
      }
    >
      <Stack gap="sm">
        <p role="status">
          {formatNumber(found.created)} of {formatNumber(found.good)}
        </p>
        <Meter label="Accounts created" value={found.created} of={found.good} />
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Cancel the import?"
        action="Cancel import"
        onConfirm={cancel.mutate}
        loading={cancel.isPending}
        error={cancel.error ? wordsOf(cancel.error) : undefined}
      >
        Accounts that were created already stay. The remaining rows are not taken.
      </ConfirmDialog>
    </Panel>
  );
}

function Result({ organisationId, found, onAgain }: ImportProgressProps) {
  const navigate = useNavigate();
  const cancelled = found.state === 'cancelled';
  return (
    <Panel
      title={`${counted(found.created, 'account was', 'accounts were')} created`}
      lead={
        cancelled
          ? 'The import was cancelled. What was created stays; the other rows were not taken.'
          : `All of the ${counted(found.rows, 'row', 'rows')} are through. Invitations go out one after the other.`
      }
      actions={
        <Group gap="sm">
          <Button variant="default" onClick={onAgain}>
            Import another file
          </Button>
          <Button onClick={() => void navigate(paths.accounts(organisationId))}>Show people</Button>
        </Group>
      }
    />
  );
}
