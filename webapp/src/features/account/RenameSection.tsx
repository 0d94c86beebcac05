import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { PersonProps } from './AccountDrawer.tsx';
import { usePersonChange } from './usePersonChange.ts';

export function RenameSection({ organisationId, account }: PersonProps) {
  const [name, setName] = useState(account.name);
  const rename = usePersonChange(
    () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId: account.id } },
          body: { name: name.trim() },
        }),
      ),
    ({ name: now }) => `The name is ${now} now.`,
  );
  return (
    <Panel title="Name">
      <FormShell
        label="Rename person"
        action="Save name"
        loading={rename.isPending}
        error={rename.error ? wordsOf(rename.error) : undefined}
        ready={name.trim() !== '' && name.trim() !== account.name}
        onSubmit={rename.mutate}
      >
        <TextInput
          label="Name"
          autoComplete="off"
          value={name}
          onChange={(event) => {
            rename.reset();
            setName(event.currentTarget.value);
          }}
          error={fieldError(rename.error, '/name')}
        />
      </FormShell>
    </Panel>
  );
}
