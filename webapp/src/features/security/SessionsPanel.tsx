import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { clientName } from '../../ui/clientName.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconDeviceDesktop } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { counted } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { DisownDialog } from './DisownDialog.tsx';
import { sessionsQuery } from './queries.ts';

type Entry = components['schemas']['SessionEntry'];

/** Where the person is signed in. */
export function SessionsPanel() {
  const query = useQuery(sessionsQuery);
  const [endingOthers, setEndingOthers] = useState(false);
  const [ending, setEnding] = useState<Entry>();
  const [disowning, setDisowning] = useState<Entry>();
  const others = query.data?.items.some((entry) => !entry.current) ?? false;
  return (
    <Panel
      title="Where you are signed in"
      flush
      actions={
        others ? (
          <Button variant="default" onClick={() => setEndingOthers(true)}>
            End all others
          </Button>
        ) : null
      }
    >
      <Loaded query={query} label="sessions">
        {({ items }) => (
          <List label="Sessions">
            {items.map((entry) => (
              <SessionRow
                key={entry.id}
                entry={entry}
                onEnd={() => setEnding(entry)}
                onDisown={() => setDisowning(entry)}
              />
            ))}
          </List>
        )}
      </Loaded>
      {ending ? <EndDialog entry={ending} onClose={() => setEnding(undefined)} /> : null}
      <EndOthersDialog opened={endingOthers} onClose={() => setEndingOthers(false)} />
      {disowning ? (
        <DisownDialog
          sessionId={disowning.id}
          what={`the sign-in with ${clientName(disowning.client)} from ${disowning.network}`}
          onClose={() => setDisowning(undefined)}
        />
      ) : null}
    </Panel>
  );
}

interface SessionRowProps {
  entry: Entry;
  onEnd: () => void;
  onDisown: () => void;
}

function SessionRow({ entry, onEnd, onDisown }: SessionRowProps) {
  const name = clientName(entry.client);
  return (
    <ListRow
      icon={<IconDeviceDesktop size={20} />}
      title={
        <>
          {name} {entry.current ? <StatusChip meaning="clean">This one</StatusChip> : null}
        </>
      }
      actions={
        entry.current ? null : (
          <>
            <Button
              variant="default"
              onClick={onEnd}
              aria-label={`End the session ${name}, ${entry.network}`}
            >
              End session
            </Button>
            <Button
              variant="light"
              color="red"
              onClick={onDisown}
              aria-label={`This was not me: ${name}, ${entry.network}`}
            >
              This was not me
            </Button>
          </>
        )
      }
    >
      {entry.network}, signed in <RelativeTime at={entry.createdAt} />, last seen{' '}
      <RelativeTime at={entry.lastSeenAt} />
    </ListRow>
  );
}

function EndDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () =>
      must(client.DELETE('/api/v1/sessions/{sessionId}', { params: { path: { sessionId: entry.id } } })),
    onSuccess: async () => {
      await cache.invalidateQueries();
      showToast('Session ended.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`End the session with ${clientName(entry.client)}?`}
      action="End session"
      onConfirm={end.mutate}
      loading={end.isPending}
      error={end.error ? wordsOf(end.error) : undefined}
    >
      Whoever uses it must sign in again.
    </ConfirmDialog>
  );
}

function EndOthersDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => must(client.POST('/api/v1/sessions/end-others')),
    onSuccess: async ({ count }) => {
      await cache.invalidateQueries();
      showToast(`${counted(count, 'session', 'sessions')} ended.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="End all other sessions?"
      action="End all others"
      onConfirm={end.mutate}
      loading={end.isPending}
      error={end.error ? wordsOf(end.error) : undefined}
    >
      Every device but this one must sign in again.
    </ConfirmDialog>
  );
}
