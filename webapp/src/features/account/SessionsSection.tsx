import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { clientName } from '../../ui/clientName.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconDeviceDesktop } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { counted } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './account.module.css';
import type { PersonProps } from './AccountDrawer.tsx';
import { accountSessionsQuery } from './queries.ts';
import { usePersonChange } from './usePersonChange.ts';

export function SessionsSection(person: PersonProps) {
  const { organisationId, account } = person;
  const query = useQuery(accountSessionsQuery(organisationId, account.id));
  const [ending, setEnding] = useState(false);
  const some = (query.data?.items.length ?? 0) > 0;
  return (
    <Panel
      title="Sessions"
      flush
      actions={
        some ? (
          <Button variant="default" onClick={() => setEnding(true)}>
            End all sessions
          </Button>
        ) : null
      }
    >
      <Loaded query={query} label="sessions">
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.nothing}>Not signed in anywhere.</p>
          ) : (
            <List label="Sessions">
              {items.map((entry) => (
                <ListRow
                  key={entry.id}
                  icon={<IconDeviceDesktop size={20} />}
                  title={clientName(entry.client)}
                >
                  {entry.network}, signed in <RelativeTime at={entry.createdAt} />, last seen{' '}
                  <RelativeTime at={entry.lastSeenAt} />
                </ListRow>
              ))}
            </List>
          )
        }
      </Loaded>
      {ending ? <EndDialog {...person} onClose={() => setEnding(false)} /> : null}
    </Panel>
  );
}

function EndDialog({ organisationId, account, own, onClose }: PersonProps & { onClose: () => void }) {
  const end = usePersonChange(
    () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/accounts/{accountId}/sessions', {
          params: { path: { organisationId, accountId: account.id } },
        }),
      ),
    ({ count }) => `${counted(count, 'session', 'sessions')} ended.`,
    onClose,
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`End all sessions of ${account.name}?`}
      action="End all sessions"
      onConfirm={end.mutate}
      loading={end.isPending}
      error={end.error ? wordsOf(end.error) : undefined}
    >
      {own
        ? 'This is your own account: you are signed out here as well.'
        : 'Every device must sign in again. The password and the authenticators stay.'}
    </ConfirmDialog>
  );
}
