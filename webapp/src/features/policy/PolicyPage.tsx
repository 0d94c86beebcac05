import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import { useUrlFilters } from '../../app/hooks.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { domainsQuery, policyQuery, type Scope } from './queries.ts';
import { SettingsPanel } from './SettingsPanel.tsx';

const filterKeys = ['domain'] as const;

function scopeOf(organisationId: string, domainId: string | undefined): Scope {
  return domainId === undefined
    ? { level: 'organisation', organisationId }
    : { level: 'domain', organisationId, domainId };
}

export function loader({ params, request }: LoaderFunctionArgs) {
  const domainId = new URL(request.url).searchParams.get('domain') ?? undefined;
  return prefetch(policyQuery(scopeOf(params.organisationId ?? '', domainId)));
}

export function Component() {
  const { organisationId = '' } = useParams();
  const { values, set } = useUrlFilters(filterKeys);
  const domains = useQuery(domainsQuery(organisationId));
  const scope = scopeOf(organisationId, values.domain);
  return (
    <>
      <PageHeader
        title="Policy"
        lead="What holds for your people, and who decided it."
        actions={
          <Select
            aria-label="Policy of"
            value={values.domain ?? ''}
            allowDeselect={false}
            data={[
              { value: '', label: 'The whole organisation' },
              ...(domains.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(domain) => set('domain', domain ?? undefined)}
          />
        }
      />
      <Stack gap="lg">
        <SettingsPanel key={values.domain ?? ''} scope={scope} />
        <ChangesPanel organisationId={organisationId} />
      </Stack>
    </>
  );
}
