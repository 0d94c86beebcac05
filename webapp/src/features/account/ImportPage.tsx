import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Step, Steps } from '../../ui/Steps.tsx';
import { ImportChoose } from './ImportChoose.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { importQuery } from './queries.ts';

/** Takes over people from a file: choose, look, start. The import under way stands in the address. */
export function Component() {
  const { organisationId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const importId = search.get('import') ?? undefined;
  const open = (id: string | undefined) => setSearch(id === undefined ? {} : { import: id });
  return (
    <>
      <PageHeader
        title="Import people"
        lead={
          <>
            Accounts for many people from one CSV file. Nothing is created before you have seen what it will
            do.{' '}
            <Anchor component={Link} to={paths.accounts(organisationId)} underline="always">
              Back to People
            </Anchor>
          </>
        }
      />
      {importId === undefined ? (
        <Stack gap="lg">
          <Progress step={0} />
          <ImportChoose organisationId={organisationId} onUploaded={open} />
        </Stack>
      ) : (
        <Running organisationId={organisationId} importId={importId} onAgain={() => open(undefined)} />
      )}
    </>
  );
}

interface RunningProps {
  organisationId: string;
  importId: string;
  onAgain: () => void;
}

function Running({ organisationId, importId, onAgain }: RunningProps) {
  const query = useQuery(importQuery(organisationId, importId));
  return (
    <Loaded query={query} label="the import" lines={6}>
      {(found) => (
        <Stack gap="lg">
          <Progress step={found.state === 'preview' ? 1 : found.state === 'running' ? 2 : 3} />
          {found.state === 'preview' ? (
            <ImportPreview organisationId={organisationId} found={found} onAgain={onAgain} />
          ) : (
            <ImportProgress organisationId={organisationId} found={found} onAgain={onAgain} />
          )}
        </Stack>
      )}
    </Loaded>
  );
}

/** How far the person got; `step` counts from 0, and 3 is over. */
function Progress({ step }: { step: number }) {
  const stateOf = (at: number) => (at < step ? 'done' : at === step ? 'current' : 'waiting');
  return (
    <Panel label="Steps">
      <Steps label="Steps" across>
        <Step title="Choose the file" state={stateOf(0)} />
        <Step title="Look at what it will do" state={stateOf(1)} />
        <Step title="Create the accounts" state={stateOf(2)} />
      </Steps>
    </Panel>
  );
}
