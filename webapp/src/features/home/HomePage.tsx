import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { eventWords, ownEventsQuery } from '../../api/events.ts';
import { prefetch } from '../../api/queryClient.ts';
import { may, useSession } from '../../api/session.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EventRow } from '../../ui/EventRow.tsx';
import { List } from '../../ui/List.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CoveragePanel } from './CoveragePanel.tsx';
import { SetUpPanel } from './SetUpPanel.tsx';
import { ServiceTiles } from './ServiceTiles.tsx';

const recentQuery = ownEventsQuery(5);

export function loader() {
  return prefetch(recentQuery);
}

export function Component() {
  const session = useSession();
  return (
    <>
      <PageHeader
        title={`${greeting(new Date().getHours())}, ${firstName(session.account.name)}`}
        lead={`What needs you at ${session.organisation.name}, and what is new.`}
      />
      <Stack gap="lg">
        {session.policy.hasFactor ? null : <SetUpPanel />}
        <ServiceTiles />
        {may(session, 'organisation') ? <CoveragePanel organisationId={session.organisation.id} /> : null}
        <RecentEvents />
      </Stack>
    </>
  );
}

function RecentEvents() {
  const query = useQuery(recentQuery);
  return (
    <Panel
      title="Your account lately"
      flush
      actions={
        <Anchor component={Link} to={paths.security}>
          Security settings
        </Anchor>
      }
    >
      <Loaded query={query} label="events">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nothing yet">Sign-ins and changes of your account will stand here.</EmptyState>
          ) : (
            <List label="Recent security events">
              {items.map((event) => (
                <EventRow key={event.seq} event={event} words={eventWords({ ...event, result: 'success' })} />
              ))}
            </List>
          )
        }
      </Loaded>
    </Panel>
  );
}

function greeting(hour: number): string {
  if (hour < 5 || hour >= 18) {
    return 'Good evening';
  }
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
