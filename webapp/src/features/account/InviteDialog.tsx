import { useState } from 'react';
import { Checkbox, Input, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { showToast } from '../../ui/toasts.ts';
import classes from './account.module.css';
import { RoleChoice } from './RoleChoice.tsx';
import { type Role, splitAddresses } from './words.ts';

interface InviteDialogProps {
  organisationId: string;
  opened: boolean;
  onClose: () => void;
}

/** Creates one account and mails the invitation. */
export function InviteDialog({ organisationId, opened, onClose }: InviteDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite a person">
      <InviteForm organisationId={organisationId} onDone={onClose} />
    </Modal>
  );
}

/** Apart from the dialog, so that what was typed goes when it closes. */
function InviteForm({ organisationId, onDone }: { organisationId: string; onDone: () => void }) {
  const [name, setName] = useState('');
  const [addresses, setAddresses] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [invite, setInvite] = useState(true);
  const [tried, setTried] = useState(false);
  const given = splitAddresses(addresses);
  const missing = {
    name: tried && name.trim() === '' ? 'Enter a name.' : undefined,
    addresses: tried && given.length === 0 ? 'Enter at least one address.' : undefined,
  };
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts', {
          params: { path: { organisationId } },
          body: { name: name.trim(), addresses: given, roles, invite },
        }),
      ),
    onSuccess: async (account) => {
      await cache.invalidateQueries({ queryKey: ['accounts'] });
      showToast(
        invite
          ? `${account.name} was invited: the message is on its way.`
          : `${account.name} has an account now. No invitation was sent.`,
      );
      onDone();
    },
  });
  return (
    <FormShell
      label="Invite a person"
      action={invite ? 'Send invitation' : 'Create account'}
      loading={create.isPending}
      error={create.error ? wordsOf(create.error) : undefined}
      onCancel={onDone}
      onSubmit={() => {
        setTried(true);
        if (name.trim() !== '' && given.length > 0) {
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
        label="Addresses"
        description="In your domains. Separate several with spaces; the invitation goes to the first."
        autoComplete="off"
        inputMode="email"
        value={addresses}
        onChange={(event) => setAddresses(event.currentTarget.value)}
        error={missing.addresses ?? addressError(create.error, given.length)}
      />
      <Input.Wrapper
        label="Roles"
        description="Everybody is a user; these come on top."
        labelElement="div"
        inputContainer={(children) => <div className={classes.choice}>{children}</div>}
      >
        <RoleChoice organisationId={organisationId} value={roles} onChange={setRoles} />
      </Input.Wrapper>
      <Checkbox
        size="sm"
        label="Mail the invitation now"
        description="The person chooses a password with the link in it."
        checked={invite}
        onChange={(event) => setInvite(event.currentTarget.checked)}
      />
    </FormShell>
  );
}

/** The first complaint about the list of addresses or about one of them. */
function addressError(error: unknown, count: number): string | undefined {
  const pointers = ['/addresses', ...Array.from({ length: count }, (_, at) => `/addresses/${at}`)];
  return pointers.map((pointer) => fieldError(error, pointer)).find((message) => message !== undefined);
}
