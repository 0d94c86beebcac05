import { Anchor, Stack } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { client, must } from '../../api/client.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { Meter } from '../../ui/Meter.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';

const coverageQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['coverage', organisationId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/policy/coverage', {
          params: { path: { organisationId } },
          signal,
        }),
      ),
  });

/** For administrators: how many people a stolen password alone could not hurt. */
export function CoveragePanel({ organisationId }: { organisationId: string }) {
  const query = useQuery(coverageQuery(organisationId));
  return (
    <Panel
      title="Protected sign-ins"
      actions={
        <Anchor component={Link} to={paths.policy(organisationId)}>
          Open policy
        </Anchor>
      }
    >
      <Loaded query={query} label="coverage" lines={2}>
        {({ people, withFactor, mailCodeOnly, passwordOnly }) => (
          <Stack gap="sm">
            <p>
              <b>
                {formatNumber(withFactor)} of {formatNumber(people)} people
              </b>{' '}
              have an authenticator. {formatNumber(mailCodeOnly)} rely on a mailed code,{' '}
              {passwordOnly === 0 ? 'nobody' : formatNumber(passwordOnly)} on a password alone.
            </p>
            <Meter label="People with an authenticator" value={withFactor} of={people} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
