import { Stack } from '@mantine/core';
import { ownEventsQuery } from '../../api/events.ts';
import { prefetch } from '../../api/queryClient.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ApplicationsPanel } from './ApplicationsPanel.tsx';
import { DevicesPanel } from './DevicesPanel.tsx';
import { EventsPanel, eventsShown } from './EventsPanel.tsx';
import { FactorsPanel } from './FactorsPanel.tsx';
import { IdentitiesPanel } from './IdentitiesPanel.tsx';
import { PasswordPanel } from './PasswordPanel.tsx';
import { connectedAppsQuery, devicesQuery, factorsQuery, identitiesQuery, sessionsQuery } from './queries.ts';
import { RecoveryAddressPanel } from './RecoveryAddressPanel.tsx';
import { SessionsPanel } from './SessionsPanel.tsx';

export function loader() {
  prefetch(factorsQuery);
  prefetch(sessionsQuery);
  prefetch(devicesQuery);
  prefetch(identitiesQuery);
  prefetch(connectedAppsQuery);
  return prefetch(ownEventsQuery(eventsShown));
}

export function Component() {
  return (
    <>
      <PageHeader title="Security" lead="How you prove that it is you, and where you are signed in." />
      <Stack gap="lg">
        <FactorsPanel />
        <PasswordPanel />
        <RecoveryAddressPanel />
        <IdentitiesPanel />
        <SessionsPanel />
        <DevicesPanel />
        <ApplicationsPanel />
        <EventsPanel />
      </Stack>
    </>
  );
}
