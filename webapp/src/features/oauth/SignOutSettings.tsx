import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { AddressLines, addressesError } from './ApplicationFields.tsx';
import { changeApplication, changeOf } from './changeApplication.ts';
import { useApplicationChange } from './useApplicationChange.ts';
import { byBrowser, kindOf, splitLines } from './words.ts';

/** How signing out there and signing out here hang together. */
export function SignOutSettings(props: ApplicationProps) {
  const { application } = props;
  const [addresses, setAddresses] = useState(application.postLogoutRedirectUris.join('\n'));
  const [notice, setNotice] = useState(application.backchannelLogoutUri);
  const change = changeOf(application, {
    postLogoutRedirectUris: splitLines(addresses),
    backchannelLogoutUri: notice.trim(),
  });
  const save = useApplicationChange(
    () => changeApplication(props, change),
    (now) => `Signing out of ${now.name} was changed.`,
  );
  return (
    <Panel
      title="Signing out"
      lead="It may ask to sign people out here, and be told when they are signed out here."
    >
      <FormShell
        label="Signing out"
        action="Save signing out"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={Object.keys(change).length > 0}
        onSubmit={save.mutate}
      >
        {byBrowser(kindOf(application)) ? (
          <AddressLines
            label="Addresses after signing out"
            description="Where the browser may go on when somebody was signed out at its wish. One a line, compared letter by letter."
            placeholder="https://app.example.com/signed-out"
            value={addresses}
            onChange={setAddresses}
            error={addressesError(save.error, addresses, '/postLogoutRedirectUris')}
          />
        ) : null}
        <TextInput
          label="Address for notices"
          description="Told when a session ends in which somebody signed in to it (back-channel logout). Empty: it is not told."
          placeholder="https://app.example.com/logout-notice"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={notice}
          onChange={(event) => setNotice(event.currentTarget.value)}
          error={fieldError(save.error, '/backchannelLogoutUri')}
        />
      </FormShell>
    </Panel>
  );
}
