import { useState } from 'react';
import { Button, Radio, Stack } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { KeysField } from './ApplicationFields.tsx';
import { changeApplication } from './changeApplication.ts';
import { keyName, readKeys, UnreadableKeys } from './clientKeys.ts';
import classes from './oauth.module.css';
import { useApplicationChange } from './useApplicationChange.ts';
import type { Application } from './words.ts';

type Way = Exclude<Application['authMethod'], 'none'>;

const ways: readonly { way: Way; label: string; help: string }[] = [
  {
    way: 'client_secret_basic',
    label: 'A secret in the header (client_secret_basic)',
    help: 'What nearly every program does.',
  },
  {
    way: 'client_secret_post',
    label: 'A secret in the body (client_secret_post)',
    help: 'For programs that can do nothing else.',
  },
  {
    way: 'private_key_jwt',
    label: 'A key of its own (private_key_jwt)',
    help: 'Nothing secret is ever sent, and nothing secret is kept here.',
  },
];

/** How an application that can keep something to itself proves that it is the one. */
export function ProofSettings(props: ApplicationProps) {
  const { application } = props;
  const held = application.jwks?.keys ?? [];
  const [way, setWay] = useState(application.authMethod);
  const [replacing, setReplacing] = useState(false);
  const [pasted, setPasted] = useState('');
  const byKey = way === 'private_key_jwt';
  const wanted = byKey && (replacing || held.length === 0);
  const save = useApplicationChange(
    async () =>
      changeApplication(props, { authMethod: way, ...(wanted ? { jwks: await readKeys(pasted) } : {}) }),
    (now) => `How ${now.name} proves itself was changed.`,
    () => {
      setReplacing(false);
      setPasted('');
    },
  );
  const unreadable = save.error instanceof UnreadableKeys ? save.error.message : undefined;
  return (
    <Panel title="How it proves itself">
      <FormShell
        label="How it proves itself"
        action="Save proof"
        loading={save.isPending}
        error={save.error && unreadable === undefined ? wordsOf(save.error) : undefined}
        ready={way !== application.authMethod || wanted}
        onSubmit={save.mutate}
      >
        <Radio.Group
          aria-label="How it proves itself"
          value={way}
          onChange={(chosen) => setWay(ways.find((each) => each.way === chosen)?.way ?? way)}
        >
          <Stack gap="sm">
            {ways.map((each) => (
              <Radio key={each.way} size="sm" value={each.way} label={each.label} description={each.help} />
            ))}
          </Stack>
        </Radio.Group>
        {byKey && !wanted ? (
          <div className={classes.keys}>
            <ul aria-label="Its public keys">
              {held.map((key) => (
                <li key={`${key.kid ?? ''} ${key.x ?? ''}${key.n ?? ''}`}>{keyName(key)}</li>
              ))}
            </ul>
            <Button variant="default" onClick={() => setReplacing(true)}>
              Replace keys
            </Button>
          </div>
        ) : null}
        {wanted ? (
          <KeysField
            value={pasted}
            onChange={setPasted}
            error={unreadable ?? fieldError(save.error, '/jwks')}
          />
        ) : null}
        {byKey && application.authMethod !== 'private_key_jwt' ? (
          <p className={classes.quiet}>Its secret stops working at once.</p>
        ) : null}
      </FormShell>
    </Panel>
  );
}
