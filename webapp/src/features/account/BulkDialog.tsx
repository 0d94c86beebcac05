import { useRef, useState } from 'react';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../api/schema.d.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { List, ListRow } from '../../ui/List.tsx';
import { Meter } from '../../ui/Meter.tsx';
import { counted, formatNumber } from '../../ui/numbers.ts';
import { type BulkAction, type BulkResult, runInTurn } from './bulk.ts';

interface BulkDialogProps {
  organisationId: string;
  people: readonly components['schemas']['Account'][];
  action: BulkAction;
  onClose: () => void;
  /** Told when the run is over and its result was read. */
  onDone: () => void;
}

/** Asks, shows how far it is, and says who was refused and why. */
export function BulkDialog({ organisationId, people, action, onClose, onDone }: BulkDialogProps) {
  const cache = useQueryClient();
  // The list behind may change while it runs; these are the people that were asked about.
  const [chosen] = useState(people);
  const [tried, setTried] = useState(0);
  const stop = useRef(false);
  const bulk = useMutation({
    mutationFn: () =>
      runInTurn(
        chosen,
        (id) => action.run(organisationId, id),
        setTried,
        () => stop.current,
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: ['accounts'] }),
  });
  if (bulk.isIdle) {
    return (
      <ConfirmDialog
        opened
        onClose={onClose}
        title={`${action.verb} ${counted(chosen.length, 'person', 'people')}?`}
        action={action.label}
        danger={action.danger}
        onConfirm={bulk.mutate}
        loading={false}
        error={undefined}
      >
        {action.help}
      </ConfirmDialog>
    );
  }
  const leave = () => {
    onClose();
    onDone();
  };
  return (
    <Modal
      opened
      onClose={bulk.isPending ? () => undefined : leave}
      withCloseButton={!bulk.isPending}
      title={action.label}
    >
      {bulk.data ? (
        <Result result={bulk.data} action={action} onClose={leave} />
      ) : (
        <Stack gap="lg">
          <p role="status">
            {formatNumber(tried)} of {formatNumber(chosen.length)}
          </p>
          <Meter label="Progress" value={tried} of={chosen.length} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => (stop.current = true)}>
              Stop
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

interface ResultProps {
  result: BulkResult;
  action: BulkAction;
  onClose: () => void;
}

function Result({ result, action, onClose }: ResultProps) {
  const { done, failed, untried } = result;
  return (
    <Stack gap="lg">
      <p role="status">
        {counted(done, 'person', 'people')} {action.done}.{' '}
        {failed.length > 0 ? `${formatNumber(failed.length)} refused. ` : null}
        {untried > 0 ? `${formatNumber(untried)} not tried.` : null}
      </p>
      {failed.length > 0 ? (
        <List label="Refused">
          {failed.map(({ id, name, why }) => (
            <ListRow key={id} title={name}>
              {why}
            </ListRow>
          ))}
        </List>
      ) : null}
      <Group justify="flex-end">
        <Button onClick={onClose}>Close result</Button>
      </Group>
    </Stack>
  );
}
