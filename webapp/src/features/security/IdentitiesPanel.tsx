import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { leaveFor, type NamedProvider } from '../../api/upstream.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconLogin2 } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DayOf, RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { identitiesQuery } from './queries.ts';
import classes from './security.module.css';

type Identity = components['schemas']['Identity'];

/** Accounts elsewhere with which the person can sign in here; nothing is shown where the organisation has no provider. */
export function IdentitiesPanel() {
  const { data } = useQuery(identitiesQuery);
  const [removing, setRemoving] = useState<Identity>();
  const connect = useConnect();
  if (!data || (data.items.length === 0 && data.available.length === 0)) {
    return null;
  }
  return (
    <Panel
      title="Sign in with another account"
      lead="What you have connected opens this account. Your organisation's rules hold there, too."
      flush
    >
      {connect.error ? (
        <div className={classes.failure}>
          <ErrorPanel error={wordsOf(connect.error)} focus />
        </div>
      ) : null}
      <List label="Sign in with another account">
        {data.items.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} onRemove={() => setRemoving(identity)} />
        ))}
        {data.available.map((provider) => (
          <ListRow
            key={provider.id}
            icon={<IconLogin2 size={20} />}
            title={provider.name}
            actions={
              <Button
                variant="default"
                loading={connect.isPending}
                onClick={() => connect.mutate(provider)}
                aria-label={`Connect ${provider.name}`}
              >
                Connect
              </Button>
            }
          >
            Not connected. You sign in there once, with the address that you have here.
          </ListRow>
        ))}
      </List>
      {removing ? <RemoveDialog identity={removing} onClose={() => setRemoving(undefined)} /> : null}
    </Panel>
  );
}

function useConnect() {
  return useMutation({
    mutationFn: async (provider: NamedProvider) => {
      const { location } = await must(
        client.POST('/api/v1/identities', { body: { providerId: provider.id } }),
      );
      leaveFor(location, { purpose: 'connect', provider: provider.name });
    },
  });
}

function IdentityRow({ identity, onRemove }: { identity: Identity; onRemove: () => void }) {
  return (
    <ListRow
      icon={<IconLogin2 size={20} />}
      title={
        <>
          {identity.provider}{' '}
          {identity.active ? null : <StatusChip meaning="neutral">Disabled by your organisation</StatusChip>}
        </>
      }
      actions={
        <Button variant="default" onClick={onRemove} aria-label={`Disconnect ${identity.provider}`}>
          Disconnect
        </Button>
      }
    >
      {identity.email}
      <br />
      Connected <DayOf at={identity.linkedAt} />
      {identity.lastUsedAt ? (
        <>
          , last used <RelativeTime at={identity.lastUsedAt} />
        </>
      ) : null}
    </ListRow>
  );
}

function RemoveDialog({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      must(
        client.DELETE('/api/v1/identities/{identityId}', { params: { path: { identityId: identity.id } } }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast(`${identity.provider} does not open your account any more.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Disconnect ${identity.provider}?`}
      action="Disconnect"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      You sign in with your password or a passkey then. Your account there is not touched, and you stay signed
      in where you are.
    </ConfirmDialog>
  );
}
