import { useEffect, useRef, useState } from 'react';
import { Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { Scope } from '../../api/scopes.ts';
import { may, useSession } from '../../api/session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import {
  addressesError,
  KeysField,
  KindChoice,
  ProofChoice,
  RedirectUris,
  ScopeChoice,
} from './ApplicationFields.tsx';
import { readKeys, UnreadableKeys } from './clientKeys.ts';
import { SecretOnce } from './SecretOnce.tsx';
import {
  type Application,
  byBrowser,
  fitting,
  type Kind,
  kindSettings,
  type Proof,
  splitLines,
} from './words.ts';

interface CreateApplicationProps {
  organisationId: string;
  onClose: () => void;
}

/** Registers an application, and then shows what it has to be told. */
export function CreateApplication({ organisationId, onClose }: CreateApplicationProps) {
  const [made, setMade] = useState<Application>();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
      title={made ? `${made.name} was created` : 'Create an application'}
    >
      {made ? (
        <SecretOnce application={made} onStored={onClose} />
      ) : (
        <CreateForm organisationId={organisationId} onMade={setMade} onCancel={onClose} />
      )}
    </Modal>
  );
}

interface CreateFormProps {
  organisationId: string;
  onMade: (application: Application) => void;
  onCancel: () => void;
}

function CreateForm({ organisationId, onMade, onCancel }: CreateFormProps) {
  const mayTrust = may(useSession(), 'provider');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('web');
  const [proof, setProof] = useState<Proof>('secret');
  const [pasted, setPasted] = useState('');
  const [addresses, setAddresses] = useState('');
  const [chosen, setChosen] = useState<Scope[]>(['openid', 'profile', 'email']);
  const [firstParty, setFirstParty] = useState(false);
  const [tries, setTries] = useState(0);
  const redirected = byBrowser(kind);
  const mayBeFirst = mayTrust && kind !== 'service';
  const { authMethod, grantTypes } = kindSettings[kind];
  const byKey = authMethod !== 'none' && proof === 'key';
  const scopes = fitting(kind, chosen);
  const redirectUris = redirected ? splitLines(addresses) : [];
  const missing = {
    name: name.trim() === '' ? 'Enter a name.' : undefined,
    addresses: redirected && redirectUris.length === 0 ? 'Enter at least one address.' : undefined,
    scopes: scopes.length === 0 ? 'Choose at least one.' : undefined,
  };
  const told = tries > 0 ? missing : undefined;
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: async () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/clients', {
          params: { path: { organisationId } },
          body: {
            name: name.trim(),
            grantTypes: [...grantTypes],
            ...(byKey
              ? { authMethod: 'private_key_jwt' as const, jwks: await readKeys(pasted) }
              : { authMethod }),
            redirectUris,
            scopes,
            ...(mayBeFirst && firstParty ? { firstParty } : {}),
          },
        }),
      ),
    gcTime: 0, // The secret must not stay in the page's memory longer than it is shown.
    onSuccess: (application) => {
      onMade(application);
      void cache.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The dialog is longer than a screen: what is missing or refused must come into sight.
    fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries, create.error]);
  const unreadable = create.error instanceof UnreadableKeys ? create.error.message : undefined;
  return (
    <FormShell
      label="Create an application"
      action="Create application"
      loading={create.isPending}
      error={create.error && unreadable === undefined ? wordsOf(create.error) : undefined}
      onCancel={onCancel}
      onSubmit={() => {
        setTries(tries + 1);
        if (Object.values(missing).every((word) => word === undefined)) {
          create.mutate();
        }
      }}
    >
      <Stack ref={fields} gap="lg">
        <TextInput
          label="Name"
          description="People see it when they sign in."
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={told?.name ?? fieldError(create.error, '/name')}
        />
        <KindChoice value={kind} onChange={setKind} />
        {authMethod === 'none' ? null : <ProofChoice value={proof} onChange={setProof} />}
        {byKey ? (
          <KeysField
            value={pasted}
            onChange={setPasted}
            error={unreadable ?? fieldError(create.error, '/jwks')}
          />
        ) : null}
        {redirected ? (
          <RedirectUris
            kind={kind}
            value={addresses}
            onChange={setAddresses}
            error={told?.addresses ?? addressesError(create.error, addresses)}
          />
        ) : null}
        <ScopeChoice
          kind={kind}
          value={scopes}
          onChange={setChosen}
          error={told?.scopes ?? fieldError(create.error, '/scopes')}
        />
        {mayBeFirst ? (
          <Checkbox
            size="sm"
            label="First-party"
            description="It is your own: nobody is asked for consent."
            checked={firstParty}
            onChange={(event) => setFirstParty(event.currentTarget.checked)}
          />
        ) : null}
      </Stack>
    </FormShell>
  );
}
