import { useQuery } from '@tanstack/react-query';
import { useCursor, usePaging } from '../../app/hooks.ts';
import { LoadError } from '../../app/Loaded.tsx';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconHistory } from '../../ui/icons.ts';
import { Panel } from '../../ui/Panel.tsx';
import { DayOf, RelativeTime } from '../../ui/RelativeTime.tsx';
import { changesCsv, changesQuery } from './queries.ts';
import {
  type ChangeEntry,
  levelName,
  type Own,
  ownWords,
  type SettingName,
  settingWords,
} from './settings.ts';

const columns: readonly Column<ChangeEntry>[] = [
  { key: 'name', header: 'Setting', primary: true, cell: ({ name }) => settingWords[name].name },
  { key: 'before', header: 'Before', cell: ({ name, before }) => <OwnCell name={name} own={before} /> },
  { key: 'after', header: 'After', cell: ({ name, after }) => <OwnCell name={name} own={after} /> },
  {
    key: 'where',
    header: 'Where',
    cell: ({ level, target }) => (level === 'provider' ? levelName[level] : `${levelName[level]} ${target}`),
  },
  { key: 'actor', header: 'Who', cell: ({ actor }) => actor },
  { key: 'at', header: 'When', tight: true, cell: ({ at }) => <RelativeTime at={at} /> },
];

function OwnCell({ name, own }: { name: SettingName; own: Own | undefined }) {
  return (
    <>
      {ownWords(name, own)}
      {own?.holdsFrom ? (
        <>
          , from <DayOf at={own.holdsFrom} />
        </>
      ) : null}
    </>
  );
}

/** Who changed what, from what to what. Without an organisation it is the provider's own log. */
export function ChangesPanel({ organisationId }: { organisationId?: string }) {
  const changes = useQuery(changesQuery(organisationId, useCursor()));
  const paging = usePaging(changes.data?.next);
  return (
    <Panel title="Changes" flush>
      <DataTable
        label="Changes"
        columns={columns}
        rows={changes.data?.items}
        rowKey={({ id }) => id}
        rowName={({ name }) => settingWords[name].name}
        error={changes.error ? <LoadError query={changes} /> : undefined}
        empty={
          <EmptyState icon={<IconHistory size={24} />} title="Nothing was changed yet">
            Each change will stand here with its value before and after.
          </EmptyState>
        }
        paging={paging}
        footer={<CsvButton href={changesCsv(organisationId)} />}
      />
    </Panel>
  );
}
