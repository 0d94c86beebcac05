import { useState } from 'react';
import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { paths } from '../../app/paths.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { showToast } from '../../ui/toasts.ts';
import { HintField, NameField, SecretField } from './ProviderFields.tsx';

interface AddProviderProps {
  organisationId: string;
  onClose: () => void;
}

const empty = { name: '', issuer: '', clientId: '', clientSecret: '', domainHint: '' };

/** Registers a provider, disabled at first: its redirect address has to be entered there, and it should be tried out. */
export function AddProvider({ organisationId, onClose }: AddProviderProps) {
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const set = (name: keyof typeof empty) => (value: string) => setTyped({ ...typed, [name]: value });
  const missing = (name: keyof typeof empty, words: string) =>
    tried && typed[name].trim() === '' ? words : undefined;
  const complete = [typed.name, typed.issuer, typed.clientId, typed.clientSecret].every(
    (value) => value.trim() !== '',
  );
  const cache = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/identity-providers', {
          params: { path: { organisationId } },
          body: {
            name: typed.name.trim(),
            issuer: typed.issuer.trim(),
            clientId: typed.clientId.trim(),
            clientSecret: typed.clientSecret.trim(),
            ...(typed.domainHint.trim() === '' ? {} : { domainHint: typed.domainHint.trim() }),
          },
        }),
      ),
    gcTime: 0, // The secret must not stay in the page's memory.
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['identity-providers'] });
      showToast(`${made.name} was added. Nobody sees it before it is active.`);
      onClose();
      void navigate(paths.identityProvider(organisationId, made.id));
    },
  });
  return (
    <Modal opened size="lg" onClose={onClose} title="Add an identity provider">
      <FormShell
        label="Add an identity provider"
        action="Add provider"
        loading={add.isPending}
        error={add.error ? wordsOf(add.error) : undefined}
        onCancel={onClose}
        onSubmit={() => {
          setTried(true);
          if (complete) {
            add.mutate();
          }
        }}
      >
        <NameField
          first
          value={typed.name}
          onChange={set('name')}
          error={missing('name', 'Enter a name.') ?? fieldError(add.error, '/name')}
        />
        <TextInput
          label="Issuer"
          description="The address by which the provider calls itself. Its documents are asked for before anything is saved."
          placeholder="https://id.example.com"
          autoComplete="off"
          inputMode="url"
          value={typed.issuer}
          onChange={(event) => set('issuer')(event.currentTarget.value)}
          error={missing('issuer', 'Enter the issuer.') ?? fieldError(add.error, '/issuer')}
        />
        <TextInput
          label="Client ID"
          description="Under which the provider knows Gatehouse."
          autoComplete="off"
          value={typed.clientId}
          onChange={(event) => set('clientId')(event.currentTarget.value)}
          error={missing('clientId', 'Enter the client ID.') ?? fieldError(add.error, '/clientId')}
        />
        <SecretField
          value={typed.clientSecret}
          onChange={set('clientSecret')}
          error={
            missing('clientSecret', 'Enter the client secret.') ?? fieldError(add.error, '/clientSecret')
          }
        />
        <HintField
          value={typed.domainHint}
          onChange={set('domainHint')}
          error={fieldError(add.error, '/domainHint')}
        />
      </FormShell>
    </Modal>
  );
}
