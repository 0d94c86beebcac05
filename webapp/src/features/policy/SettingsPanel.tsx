import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LoadError } from '../../app/Loaded.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconClock } from '../../ui/icons.ts';
import { Panel } from '../../ui/Panel.tsx';
import { DayOf } from '../../ui/RelativeTime.tsx';
import { StatusChip, Tag } from '../../ui/StatusChip.tsx';
import { useNow } from '../../ui/useNow.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { HandBackDialog } from './HandBackDialog.tsx';
import classes from './policy.module.css';
import { policyQuery, type Scope } from './queries.ts';
import {
  floorWords,
  levelName,
  type Setting,
  type SettingName,
  settingWords,
  valueWords,
} from './settings.ts';

interface Dialog {
  kind: 'change' | 'hand-back';
  name: SettingName;
}

const columnsFor = (onOpen: (dialog: Dialog) => void): readonly Column<Setting>[] => [
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
  { key: 'value', header: 'Value', cell: (setting) => <ValueCell setting={setting} /> },
  { key: 'setBy', header: 'Set by', tight: true, cell: ({ setBy }) => <Tag>{levelName[setBy]}</Tag> },
  {
    key: 'actions',
    header: 'Actions',
    cell: ({ name, own }) => (
      <Group gap="sm">
        <Button
          variant="default"
          aria-label={`Change ${settingWords[name].name}`}
          onClick={() => onOpen({ kind: 'change', name })}
        >
          Change
        </Button>
        {own ? (
          <Button
            variant="subtle"
            aria-label={`Hand back ${settingWords[name].name}`}
            title="Let the level above decide"
            onClick={() => onOpen({ kind: 'hand-back', name })}
          >
            Hand back
          </Button>
        ) : null}
      </Group>
    ),
  },
];

/** What holds, what is announced, and what the levels above and below have to do with it. */
function ValueCell({ setting }: { setting: Setting }) {
  const { name, effective, own, floored } = setting;
  const now = useNow(60_000);
  const floor = floorWords(setting);
  const announced = own?.holdsFrom && new Date(own.holdsFrom) > now ? own.holdsFrom : undefined;
  return (
    <div className={classes.value}>
      <b>{valueWords(name, effective)}</b>
      {own && announced ? (
        <p>
          <StatusChip meaning="info" icon={<IconClock size={14} aria-hidden="true" />}>
            {valueWords(name, own.value)} from <DayOf at={announced} />
          </StatusChip>
        </p>
      ) : null}
      {floor ? (
        <p className={classes.help}>
          {floor}
          {floored && own && !announced ? ' That holds instead of the value set here.' : null}
        </p>
      ) : null}
      {own?.floor ? <p className={classes.help}>Lower levels cannot be weaker.</p> : null}
    </div>
  );
}

/** The settings of one level, each with what can be done about it. */
export function SettingsPanel({ scope }: { scope: Scope }) {
  const policy = useQuery(policyQuery(scope));
  const [open, setOpen] = useState<Dialog>();
  const [columns] = useState(() => columnsFor(setOpen));
  const close = () => setOpen(undefined);
  // As it is now: what a level above has changed meanwhile shows in the open dialog too.
  const setting = policy.data?.settings.find(({ name }) => name === open?.name);
  return (
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
      {setting && open?.kind === 'change' ? (
        <ChangeDialog scope={scope} setting={setting} onClose={close} />
      ) : null}
      {setting && open?.kind === 'hand-back' ? (
        <HandBackDialog scope={scope} setting={setting} onClose={close} />
      ) : null}
    </Panel>
  );
}
