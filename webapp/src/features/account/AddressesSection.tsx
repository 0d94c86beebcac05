import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconMail } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { absoluteTime, shortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/useNow.ts';
import classes from './account.module.css';
import type { PersonProps } from './AccountDrawer.tsx';
import { usePersonChange } from './usePersonChange.ts';

type Address = components['schemas']['Account']['addresses'][number];

export function AddressesSection(person: PersonProps) {
  const { addresses } = person.account;
  const [removing, setRemoving] = useState<Address>();
  const now = useNow(60_000);
  return (
    <Panel title="Addresses" lead="Each of them signs in. A new one receives no codes for three days." flush>
      <List label="Addresses">
        {addresses.map((address) => (
          <ListRow
            key={address.id}
            icon={<IconMail size={20} />}
            title={address.address}
            actions={
              addresses.length > 1 ? (
                <Button
                  variant="default"
                  aria-label={`Remove ${address.address}`}
                  onClick={() => setRemoving(address)}
                >
                  Remove
                </Button>
              ) : null
            }
          >
            {usableFromWords(address, now)}
          </ListRow>
        ))}
      </List>
      <AddAddress {...person} />
      {removing ? (
        <RemoveAddress {...person} address={removing} onClose={() => setRemoving(undefined)} />
      ) : null}
    </Panel>
  );
}

/** Says of an address that was added a short time ago when codes and links can go there. */
function usableFromWords({ usableFrom }: Address, now: Date) {
  const from = usableFrom === undefined ? now : new Date(usableFrom);
  return from > now ? (
    <time dateTime={usableFrom} title={absoluteTime(from)}>
      Receives codes from {shortDate(from, now)}
    </time>
  ) : null;
}

function AddAddress({ organisationId, account }: PersonProps) {
  const [address, setAddress] = useState('');
  const add = usePersonChange(
    () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts/{accountId}/addresses', {
          params: { path: { organisationId, accountId: account.id } },
          body: { address: address.trim() },
        }),
      ),
    () => `${address.trim()} was added.`,
    () => setAddress(''),
  );
  return (
    <form
      aria-label="Add address"
      noValidate
      className={classes.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.isPending && address.trim() !== '') {
          add.mutate();
        }
      }}
    >
      <TextInput
        label="One more address"
        type="email"
        autoComplete="off"
        value={address}
        onChange={(event) => {
          add.reset();
          setAddress(event.currentTarget.value);
        }}
        error={add.error ? (fieldError(add.error, '/address') ?? wordsOf(add.error).what) : undefined}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add address
      </Button>
    </form>
  );
}

interface RemoveAddressProps extends PersonProps {
  address: Address;
  onClose: () => void;
}

function RemoveAddress({ organisationId, account, address, onClose }: RemoveAddressProps) {
  const remove = usePersonChange(
    () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/accounts/{accountId}/addresses/{addressId}', {
          params: { path: { organisationId, accountId: account.id, addressId: address.id } },
        }),
      ),
    `${address.address} was removed.`,
    onClose,
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove ${address.address}?`}
      action="Remove address"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      {account.name} cannot sign in with it any more. The other addresses stay.
    </ConfirmDialog>
  );
}
