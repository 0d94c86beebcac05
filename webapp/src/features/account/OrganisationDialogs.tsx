import { useState } from 'react';
import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { showToast } from '../../ui/toasts.ts';

type Organisation = components['schemas']['Organisation'];

interface DialogProps {
  organisation: Organisation;
  onClose: () => void;
}

/** Says that it is done and loads anew what names organisations: also the session does. */
function useDone(onClose: () => void) {
  const cache = useQueryClient();
  return async (message: string) => {
    await cache.invalidateQueries();
    showToast(message);
    onClose();
  };
}

export function CreateOrganisation({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [domain, setDomain] = useState('');
  const [tried, setTried] = useState(false);
  const missing = {
    name: tried && name.trim() === '' ? 'Enter a name.' : undefined,
    domain: tried && domain.trim() === '' ? 'Enter a domain, such as example.com.' : undefined,
  };
  const done = useDone(onClose);
  const create = useMutation({
    mutationFn: () =>
      must(client.POST('/api/v1/organisations', { body: { name: name.trim(), domain: domain.trim() } })),
    onSuccess: (made) => done(`${made.name} was created. Open it to invite its first administrator.`),
  });
  return (
    <Modal opened onClose={onClose} title="Create an organisation">
      <FormShell
        label="Create an organisation"
        action="Create organisation"
        loading={create.isPending}
        error={create.error ? wordsOf(create.error) : undefined}
        onCancel={onClose}
        onSubmit={() => {
          setTried(true);
          if (name.trim() !== '' && domain.trim() !== '') {
            create.mutate();
          }
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={missing.name ?? fieldError(create.error, '/name')}
        />
        <TextInput
          label="First domain"
          description="Its people have addresses in it. More can follow."
          placeholder="example.com"
          autoComplete="off"
          inputMode="url"
          value={domain}
          onChange={(event) => setDomain(event.currentTarget.value)}
          error={missing.domain ?? fieldError(create.error, '/domain')}
        />
      </FormShell>
    </Modal>
  );
}

export function RenameOrganisation({ organisation, onClose }: DialogProps) {
  const [name, setName] = useState(organisation.name);
  const done = useDone(onClose);
  const rename = useMutation({
    mutationFn: () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}', {
          params: { path: { organisationId: organisation.id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: (now) => done(`The name is ${now.name} now.`),
  });
  return (
    <Modal opened onClose={onClose} title={`Rename ${organisation.name}`}>
      <FormShell
        label={`Rename ${organisation.name}`}
        action="Rename organisation"
        loading={rename.isPending}
        error={rename.error ? wordsOf(rename.error) : undefined}
        onCancel={onClose}
        ready={name.trim() !== '' && name.trim() !== organisation.name}
        onSubmit={rename.mutate}
      >
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(rename.error, '/name')}
        />
      </FormShell>
    </Modal>
  );
}

/** Suspends an active organisation, or makes a suspended one active. */
export function SwitchOrganisation({ organisation, onClose }: DialogProps) {
  const suspending = organisation.state === 'active';
  const done = useDone(onClose);
  const change = useMutation({
    mutationFn: () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}', {
          params: { path: { organisationId: organisation.id } },
          body: { state: suspending ? 'suspended' : 'active' },
        }),
      ),
    onSuccess: () => done(`${organisation.name} is ${suspending ? 'suspended' : 'active again'}.`),
  });
  const action = suspending ? 'Suspend organisation' : 'Activate organisation';
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`${suspending ? 'Suspend' : 'Activate'} ${organisation.name}?`}
      action={action}
      danger={suspending}
      {...(suspending ? { typeName: organisation.name } : {})}
      onConfirm={change.mutate}
      loading={change.isPending}
      error={change.error ? wordsOf(change.error) : undefined}
    >
      {suspending
        ? 'All of its people are signed out now and cannot sign in until it is active again. Nothing is deleted.'
        : 'Its people can sign in again.'}
    </ConfirmDialog>
  );
}
