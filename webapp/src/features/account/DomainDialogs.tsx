import { useState } from 'react';
import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { showToast } from '../../ui/toasts.ts';
import { MailboxChoice } from './MailboxChoice.tsx';

type Domain = components['schemas']['Domain'];

interface DialogProps {
  organisationId: string;
  onClose: () => void;
}

/** Says that it is done and loads anew what shows domains. */
export function useDone(onClose: () => void) {
  const cache = useQueryClient();
  return async (message: string) => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['domains'] }),
      cache.invalidateQueries({ queryKey: ['organisations'] }),
    ]);
    showToast(message);
    onClose();
  };
}

interface AddDomainProps extends DialogProps {
  /** The domain is still to be proved. */
  onClaimed: (domain: Domain) => void;
}

export function AddDomain({ organisationId, onClose, onClaimed }: AddDomainProps) {
  const [name, setName] = useState('');
  const [mailbox, setMailbox] = useState<Domain['mailbox']>('external');
  const done = useDone(onClose);
  const add = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/domains', {
          params: { path: { organisationId } },
          body: { name: name.trim(), mailbox },
        }),
      ),
    onSuccess: async (domain) => {
      await done(`${domain.name} was added.`);
      if (domain.claim) {
        onClaimed(domain);
      }
    },
  });
  return (
    <Modal opened onClose={onClose} title="Add a domain">
      <FormShell
        label="Add a domain"
        action="Add domain"
        loading={add.isPending}
        error={add.error ? wordsOf(add.error) : undefined}
        onSubmit={add.mutate}
      >
        <TextInput
          label="Domain"
          placeholder="example.com"
          data-autofocus
          autoComplete="off"
          inputMode="url"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(add.error, '/name')}
        />
        <MailboxChoice value={mailbox} onChange={setMailbox} />
      </FormShell>
    </Modal>
  );
}

export function ChangeMailbox({ organisationId, domain, onClose }: DialogProps & { domain: Domain }) {
  const [mailbox, setMailbox] = useState(domain.mailbox);
  const done = useDone(onClose);
  const change = useMutation({
    mutationFn: () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/domains/{domainId}', {
          params: { path: { organisationId, domainId: domain.id } },
          body: { mailbox },
        }),
      ),
    onSuccess: () => done(`The mailboxes of ${domain.name} were set.`),
  });
  return (
    <Modal opened onClose={onClose} title={`Mailboxes of ${domain.name}`}>
      <FormShell
        label={`Mailboxes of ${domain.name}`}
        action="Save mailbox place"
        loading={change.isPending}
        error={change.error ? wordsOf(change.error) : undefined}
        onSubmit={change.mutate}
      >
        <MailboxChoice value={mailbox} onChange={setMailbox} />
      </FormShell>
    </Modal>
  );
}

export function RemoveDomain({ organisationId, domain, onClose }: DialogProps & { domain: Domain }) {
  const done = useDone(onClose);
  const remove = useMutation({
    mutationFn: () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/domains/{domainId}', {
          params: { path: { organisationId, domainId: domain.id } },
        }),
      ),
    onSuccess: () => done(`${domain.name} was removed.`),
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove ${domain.name}?`}
      action="Remove domain"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      No address uses it. Its own policy settings go with it.
    </ConfirmDialog>
  );
}
