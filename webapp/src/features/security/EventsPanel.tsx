import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type AuditEntry, eventWords, ownEventsQuery } from '../../api/events.ts';
import { useSession } from '../../api/session.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EventRow } from '../../ui/EventRow.tsx';
import { List } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { relativeTime } from '../../ui/time.ts';
import { DisownDialog } from './DisownDialog.tsx';

export const eventsShown = 30;

/** What happened to the account, newest first; a sign-in of somebody else is disowned here too. */
export function EventsPanel() {
  const { sessionId } = useSession();
  const query = useQuery(ownEventsQuery(eventsShown));
  const [disowning, setDisowning] = useState<AuditEntry>();
  return (
    <Panel title="What happened to your account" flush>
      <Loaded query={query} label="events">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nothing yet">Sign-ins and changes of your account will stand here.</EmptyState>
          ) : (
            <List label="Security events">
              {items.map((event) => (
                <EventRow
                  key={event.seq}
                  event={event}
                  words={eventWords({ ...event, result: 'success' })}
                  actions={
                    isForeignSignIn(event, sessionId) ? (
                      <Button
                        variant="subtle"
                        color="red"
                        onClick={() => setDisowning(event)}
                        aria-label={`This was not me: sign-in ${relativeTime(new Date(event.at), new Date())}`}
                      >
                        This was not me
                      </Button>
                    ) : null
                  }
                />
              ))}
            </List>
          )
        }
      </Loaded>
      {disowning?.objectId ? (
        <DisownDialog
          sessionId={disowning.objectId}
          what={`the sign-in from ${disowning.network ?? 'an unknown network'}`}
          onClose={() => setDisowning(undefined)}
        />
      ) : null}
    </Panel>
  );
}

/** A sign-in that made another session than this one. */
function isForeignSignIn(event: AuditEntry, ownSession: string | undefined): boolean {
  return event.objectKind === 'session' && event.result === 'success' && event.objectId !== ownSession;
}
