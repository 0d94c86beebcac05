import { Stack } from '@mantine/core';
import { prefetch } from '../../api/queryClient.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { policyQuery, type Scope } from './queries.ts';
import { SettingsPanel } from './SettingsPanel.tsx';

const provider: Scope = { level: 'provider' };

export function loader() {
  return prefetch(policyQuery(provider));
}

export function Component() {
  return (
    <>
      <PageHeader
        title="Provider policy"
        lead="What holds for every organisation that sets nothing of its own, and what none may weaken."
      />
      <Stack gap="lg">
        <SettingsPanel scope={provider} />
        <ChangesPanel />
      </Stack>
    </>
  );
}
