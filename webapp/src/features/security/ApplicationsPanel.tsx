import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { scopeWords } from '../../api/scopes.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconAppWindow } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DayOf, RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip, Tag } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { connectedAppsQuery } from './queries.ts';

type App =
  paths['/api/v1/connected-apps']['get']['responses']['200']['content']['application/json']['items'][number];

/** Applications that can do something in the person's name. */
export function ApplicationsPanel() {
  const query = useQuery(connectedAppsQuery);
  const [removing, setRemoving] = useState<App>();
  return (
    <Panel
      title="Connected applications"
      lead="What you have signed in to with this account, and what it can do."
      flush
    >
      <Loaded query={query} label="applications">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No application is connected">
              One stands here after you have signed in to it and allowed what it asks for.
            </EmptyState>
          ) : (
            <List label="Connected applications">
              {items.map((app) => (
                <AppRow key={app.clientId} app={app} onRemove={() => setRemoving(app)} />
              ))}
            </List>
          )
        }
      </Loaded>
      {removing ? <RemoveDialog app={removing} onClose={() => setRemoving(undefined)} /> : null}
    </Panel>
  );
}

function AppRow({ app, onRemove }: { app: App; onRemove: () => void }) {
  return (
    <ListRow
      icon={<IconAppWindow size={20} />}
      title={
        <>
          {app.name} {app.firstParty ? null : <Tag>{app.organisation}</Tag>}{' '}
          {app.offline ? <StatusChip meaning="info">Also while you are signed out</StatusChip> : null}
        </>
      }
      actions={
        <Button variant="default" onClick={onRemove} aria-label={`Remove access of ${app.name}`}>
          Remove access
        </Button>
      }
    >
      {scopeWords(app.scopes).join(' · ')}
      <br />
      Since <DayOf at={app.since} />
      {app.lastUsedAt ? (
        <>
          , last used <RelativeTime at={app.lastUsedAt} />
        </>
      ) : null}
    </ListRow>
  );
}

function RemoveDialog({ app, onClose }: { app: App; onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      must(
        client.DELETE('/api/v1/connected-apps/{clientId}', { params: { path: { clientId: app.clientId } } }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast(`${app.name} has no access any more.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove the access of ${app.name}?`}
      action="Remove access"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
    >
      It can do nothing in your name from now on. What it has already read stays with it. If you sign in to it
      again, you are asked again.
    </ConfirmDialog>
  );
}
