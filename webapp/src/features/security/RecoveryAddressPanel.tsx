import { useState } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useNow } from '../../ui/useNow.ts';

/** How many digits the code for a new address has. */
const codeLength = 8;

/** A mailbox outside the organisation that can receive codes. */
export function RecoveryAddressPanel() {
  const { recoveryAddress, recoveryAddressUsableFrom, pendingRecoveryAddress } = useSession().account;
  const now = useNow(60_000);
  const [changing, setChanging] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [removing, setRemoving] = useState(false);
  return (
    <Panel
      title="Recovery address"
      lead={
        <>
          {recoveryAddress
            ? `Codes can also go to ${recoveryAddress}.`
            : 'A mailbox outside your organisation, for codes when everything else is out of reach.'}
          {recoveryAddressUsableFrom && Date.parse(recoveryAddressUsableFrom) > now.getTime() ? (
            <>
              {' '}
              It was changed lately: it receives its first code{' '}
              <RelativeTime at={recoveryAddressUsableFrom} />.
            </>
          ) : null}
          {pendingRecoveryAddress ? ` ${pendingRecoveryAddress} waits for its code.` : null}
        </>
      }
      actions={
        <Group gap="sm">
          {pendingRecoveryAddress ? <Button onClick={() => setConfirming(true)}>Enter code</Button> : null}
          <Button variant="default" onClick={() => setChanging(true)}>
            {recoveryAddress ? 'Change address' : 'Add address'}
          </Button>
          {recoveryAddress ? (
            <Button variant="default" onClick={() => setRemoving(true)}>
              Remove address
            </Button>
          ) : null}
        </Group>
      }
    >
      <Modal opened={changing} onClose={() => setChanging(false)} title="Recovery address">
        <AddressForm
          onSent={() => {
            setChanging(false);
            setConfirming(true);
          }}
        />
      </Modal>
      <Modal opened={confirming} onClose={() => setConfirming(false)} title="Prove the new address">
        <CodeForm onDone={() => setConfirming(false)} />
      </Modal>
      <RemoveAddress opened={removing} onClose={() => setRemoving(false)} />
    </Panel>
  );
}

function AddressForm({ onSent }: { onSent: () => void }) {
  const [email, setEmail] = useState('');
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: () => must(client.PUT('/api/v1/recovery-address', { body: { email: email.trim() } })),
    onSuccess: async () => {
      await cache.invalidateQueries();
      onSent();
    },
  });
  return (
    <FormShell
      label="Recovery address"
      action="Send code"
      loading={change.isPending}
      error={change.error ? wordsOf(change.error) : undefined}
      onSubmit={change.mutate}
    >
      <p>
        A code goes to the new address, and a notice with a way back to the old one. For three days after the
        change the new address receives no sign-in codes.
      </p>
      <TextInput
        label="New address"
        type="email"
        autoComplete="email"
        data-autofocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(change.error, '/email')}
      />
    </FormShell>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const [code, setCode] = useState('');
  const cache = useQueryClient();
  const confirm = useMutation({
    mutationFn: (given: string) =>
      must(client.POST('/api/v1/recovery-address/confirm', { body: { code: given } })),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast('Recovery address changed.');
      onDone();
    },
  });
  return (
    <FormShell
      label="Code"
      action="Confirm address"
      loading={confirm.isPending}
      error={undefined}
      onSubmit={() => confirm.mutate(code)}
    >
      <CodeInput
        label="Code from the message"
        length={codeLength}
        autoFocus
        value={code}
        onChange={setCode}
        onComplete={confirm.mutate}
        busy={confirm.isPending}
        error={confirm.error ? wordsOf(confirm.error).what : undefined}
      />
    </FormShell>
  );
}

function RemoveAddress({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => must(client.DELETE('/api/v1/recovery-address')),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast('Recovery address removed.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="Remove the recovery address?"
      action="Remove address"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      It receives no codes any more. The address is told, with a way back.
    </ConfirmDialog>
  );
}
