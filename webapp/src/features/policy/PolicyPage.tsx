import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/StatusChip.tsx';
import classes from './policy.module.css';
import { organisationPolicyQuery } from './queries.ts';
import { levelName, type Setting, settingWords, valueWords } from './settings.ts';

const columns: readonly Column<Setting>[] = [
  {
    key: 'name',
    header: 'Setting',
    primary: true,
    cell: ({ name }) => (
      <>
        {settingWords[name].name}
        <p className={classes.help}>{settingWords[name].help}</p>
      </>
    ),
  },
  { key: 'value', header: 'Value', cell: ({ name, effective }) => valueWords(name, effective) },
  { key: 'setBy', header: 'Set by', cell: ({ setBy }) => <Tag>{levelName[setBy]}</Tag> },
  {
    key: 'floor',
    header: 'At least',
    cell: ({ name, floor, floorLevel }) =>
      floor !== undefined && floorLevel
        ? `${valueWords(name, floor)}, by the ${levelName[floorLevel].toLowerCase()}`
        : null,
  },
];

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(organisationPolicyQuery(params.organisationId ?? ''));
}

export function Component() {
  const { organisationId = '' } = useParams();
  const policy = useQuery(organisationPolicyQuery(organisationId));
  return (
    <>
      <PageHeader title="Policy" lead="What holds for your people, and who decided it." />
      <Panel label="Settings" flush>
        <DataTable
          label="Settings"
          columns={columns}
          rows={policy.data?.settings}
          rowKey={({ name }) => name}
          rowName={({ name }) => settingWords[name].name}
          error={policy.error ? <LoadError query={policy} /> : undefined}
          empty={null}
        />
      </Panel>
    </>
  );
}
