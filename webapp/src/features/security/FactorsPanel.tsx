import { useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconDeviceMobile, IconFingerprint, IconKey, IconPlus, IconShieldCheck } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { Tag } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { EnrolFactor } from './EnrolFactor.tsx';
import { kindName } from './kinds.ts';
import { factorsQuery } from './queries.ts';
import { RecoveryCodesRow } from './RecoveryCodesRow.tsx';
import { RenameFactor } from './RenameFactor.tsx';

type Factor = components['schemas']['Factor'];

const icons = { totp: IconDeviceMobile, passkey: IconFingerprint, 'security-key': IconKey };

/** The person's authenticators and recovery codes. */
export function FactorsPanel() {
  const query = useQuery(factorsQuery);
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Factor>();
  const [removing, setRemoving] = useState<Factor>();
  const kinds = query.data?.allowedKinds ?? [];
  return (
    <Panel
      title="Authenticators"
      lead="What you use beside the password. A passkey needs no password at all."
      flush
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          disabled={kinds.length === 0}
          onClick={() => setAdding(true)}
        >
          Add authenticator
        </Button>
      }
    >
      <Loaded query={query} label="authenticators">
        {({ items, recoveryCodes }) => (
          <>
            {items.length === 0 ? (
              <EmptyState icon={<IconShieldCheck size={24} />} title="No authenticator yet">
                Whoever learns your password could sign in as you. Setting one up takes a minute.
              </EmptyState>
            ) : (
              <List label="Authenticators">
                {items.map((factor) => (
                  <FactorRow
                    key={factor.id}
                    factor={factor}
                    onRename={() => setRenaming(factor)}
                    onRemove={() => setRemoving(factor)}
                  />
                ))}
                <RecoveryCodesRow remaining={recoveryCodes.remaining} createdAt={recoveryCodes.createdAt} />
              </List>
            )}
          </>
        )}
      </Loaded>
      <AddDialog opened={adding} onClose={() => setAdding(false)} kinds={kinds} />
      {renaming ? <RenameFactor factor={renaming} onClose={() => setRenaming(undefined)} /> : null}
      {removing ? <RemoveDialog factor={removing} onClose={() => setRemoving(undefined)} /> : null}
    </Panel>
  );
}

interface FactorRowProps {
  factor: Factor;
  onRename: () => void;
  onRemove: () => void;
}

function FactorRow({ factor, onRename, onRemove }: FactorRowProps) {
  const Icon = icons[factor.kind];
  return (
    <ListRow
      icon={<Icon size={20} />}
      title={
        <>
          {factor.name} {factor.name === kindName[factor.kind] ? null : <Tag>{kindName[factor.kind]}</Tag>}
        </>
      }
      actions={
        <>
          <Button variant="default" onClick={onRename} aria-label={`Rename ${factor.name}`}>
            Rename
          </Button>
          <Button variant="default" onClick={onRemove} aria-label={`Remove ${factor.name}`}>
            Remove
          </Button>
        </>
      }
    >
      Added <RelativeTime at={factor.createdAt} />,{' '}
      {factor.lastUsedAt ? (
        <>
          last used <RelativeTime at={factor.lastUsedAt} />
        </>
      ) : (
        'not used yet'
      )}
    </ListRow>
  );
}

interface AddDialogProps {
  opened: boolean;
  onClose: () => void;
  kinds: Parameters<typeof EnrolFactor>[0]['kinds'];
}

function AddDialog({ opened, onClose, kinds }: AddDialogProps) {
  const cache = useQueryClient();
  const close = () => {
    onClose();
    void cache.invalidateQueries(); // A new authenticator may also change the session and the banners.
  };
  return (
    <Modal opened={opened} onClose={close} title="Add an authenticator">
      <EnrolFactor
        kinds={kinds}
        onEnrolled={() => {
          close();
          showToast('Authenticator set up.');
        }}
      />
    </Modal>
  );
}

function RemoveDialog({ factor, onClose }: { factor: Factor; onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      must(client.DELETE('/api/v1/factors/{factorId}', { params: { path: { factorId: factor.id } } })),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast(`${factor.name} was removed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove ${factor.name}?`}
      action="Remove authenticator"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      You cannot sign in with it any more. You and your administrators are told by mail.
    </ConfirmDialog>
  );
}
