import { useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconCopy } from '../../ui/icons.ts';
import { ListRow } from '../../ui/List.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { factorsQuery } from './queries.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

interface RecoveryCodesRowProps {
  remaining: number;
  createdAt: string | undefined;
}

/** Below this many left, the row asks for new ones. */
const few = 4;

/** How many recovery codes are left, and how to make new ones. */
export function RecoveryCodesRow({ remaining, createdAt }: RecoveryCodesRowProps) {
  const [asking, setAsking] = useState(false);
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: () => must(client.POST('/api/v1/factors/recovery-codes')),
    onSuccess: async () => {
      setAsking(false);
      await cache.invalidateQueries({ queryKey: factorsQuery.queryKey });
    },
  });
  return (
    <>
      <ListRow
        icon={<IconCopy size={20} />}
        title={
          <>
            Recovery codes{' '}
            {remaining < few ? (
              <StatusChip meaning="held">{createdAt ? 'Few left' : 'None made'}</StatusChip>
            ) : null}
          </>
        }
        actions={
          <Button variant="default" onClick={() => setAsking(true)}>
            Make new codes
          </Button>
        }
      >
        {createdAt ? (
          <>
            {remaining} of 10 left, made <RelativeTime at={createdAt} />
          </>
        ) : (
          'They let you in when your authenticator is lost.'
        )}
      </ListRow>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Make new recovery codes?"
        action="Make new codes"
        danger={false}
        onConfirm={create.mutate}
        loading={create.isPending}
        error={create.error ? wordsOf(create.error) : undefined}
      >
        {createdAt
          ? 'You get ten new codes. Those you have now stop working.'
          : 'You get ten codes; each lets you in once.'}
      </ConfirmDialog>
      <Modal
        opened={create.data !== undefined}
        onClose={create.reset}
        title="New recovery codes"
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        {create.data ? <RecoveryCodes codes={create.data.codes} onKept={create.reset} /> : null}
      </Modal>
    </>
  );
}
