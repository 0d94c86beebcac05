import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { changeApplication, changeOf } from './changeApplication.ts';
import { useApplicationChange } from './useApplicationChange.ts';
import { byBrowser, kindOf } from './words.ts';

/** What the application must do so that nothing of it can be read, changed or stolen on its way. */
export function ProtectionSettings(props: ApplicationProps) {
  const { application } = props;
  const kind = kindOf(application);
  const [pkceRequired, setPkce] = useState(application.pkceRequired);
  const [parRequired, setPar] = useState(application.parRequired);
  const [dpopBound, setDpop] = useState(application.dpopBound);
  const change = changeOf(application, { pkceRequired, parRequired, dpopBound });
  const save = useApplicationChange(
    () => changeApplication(props, change),
    (now) => `The protection of ${now.name} was changed.`,
  );
  return (
    <Panel title="Protection" lead="What it has to do beyond the usual. Its documentation says what it can.">
      <FormShell
        label="Protection"
        action="Save protection"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={Object.keys(change).length > 0}
        onSubmit={save.mutate}
      >
        {kind === 'web' ? (
          <Checkbox
            size="sm"
            label="PKCE is required"
            description="Protects the code on its way. Without it, the application has to send a nonce."
            checked={pkceRequired}
            onChange={(event) => setPkce(event.currentTarget.checked)}
            error={fieldError(save.error, '/pkceRequired')}
          />
        ) : null}
        {byBrowser(kind) ? (
          <Checkbox
            size="sm"
            label="Requests are pushed (PAR)"
            description="It hands each request to this server first. In the browser nobody can read or change it."
            checked={parRequired}
            onChange={(event) => setPar(event.currentTarget.checked)}
          />
        ) : null}
        <Checkbox
          size="sm"
          label="Tokens are bound to a key (DPoP)"
          description="A stolen token is worth nothing without the key. Every service that takes its tokens has to know DPoP."
          checked={dpopBound}
          onChange={(event) => setDpop(event.currentTarget.checked)}
        />
      </FormShell>
    </Panel>
  );
}
