import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LoadError } from '../../app/Loaded.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ExactTime } from '../../ui/RelativeTime.tsx';
import { Tag } from '../../ui/StatusChip.tsx';
import { useNow } from '../../ui/useNow.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { HandBackDialog } from './HandBackDialog.tsx';
import classes from './policy.module.css';
import { policyQuery, type Scope } from './queries.ts';
import { floorWords, levelName, type Setting, settingWords, valueWords } from './settings.ts';

interface Dialog {
  kind: 'change' | 'hand-back';
  setting: Setting;
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
  { key: 'setBy', header: 'Set by', cell: ({ setBy }) => <Tag>{levelName[setBy]}</Tag> },
  {
    key: 'actions',
    header: 'Actions',
    cell: (setting) => (
      <Group gap="sm">
        <Button
          variant="default"
          aria-label={`Change ${settingWords[setting.name].name}`}
          onClick={() => onOpen({ kind: 'change', setting })}
        >
          Change
        </Button>
        {setting.own ? (
          <Button
            variant="subtle"
            aria-label={`Hand ${settingWords[setting.name].name} back to the level above`}
            onClick={() => onOpen({ kind: 'hand-back', setting })}
          >
            Hand back to the level above
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
  return (
    <>
      <b>{valueWords(name, effective)}</b>
      {own?.holdsFrom && new Date(own.holdsFrom) > now ? (
        <p>
          {valueWords(name, own.value)} from <ExactTime at={own.holdsFrom} />
        </p>
      ) : null}
      {floor ? (
        <p className={classes.help}>
          {floor}
          {floored && own ? ' That holds instead of the value set here.' : null}
        </p>
      ) : null}
      {own?.floor ? <p className={classes.help}>Lower levels cannot be weaker.</p> : null}
    </>
  );
}

/** The settings of one level, each with what can be done about it. */
export function SettingsPanel({ scope }: { scope: Scope }) {
  const policy = useQuery(policyQuery(scope));
  const [open, setOpen] = useState<Dialog>();
  const [columns] = useState(() => columnsFor(setOpen));
  const close = () => setOpen(undefined);
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
      {open?.kind === 'change' ? <ChangeDialog scope={scope} setting={open.setting} onClose={close} /> : null}
      {open?.kind === 'hand-back' ? (
        <HandBackDialog scope={scope} setting={open.setting} onClose={close} />
      ) : null}
    </Panel>
  );
}
