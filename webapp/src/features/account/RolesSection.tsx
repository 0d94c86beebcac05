import { useState } from 'react';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { PersonProps } from './AccountDrawer.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import { usePersonChange } from './usePersonChange.ts';
import { shownRoles } from './words.ts';

export function RolesSection({ organisationId, account }: PersonProps) {
  const [roles, setRoles] = useState(() => [...shownRoles(account.roles)]);
  const changed =
    new Set([...roles, ...shownRoles(account.roles)]).size !== roles.length ||
    roles.length !== shownRoles(account.roles).length;
  const save = usePersonChange(
    () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId: account.id } },
          body: { roles },
        }),
      ),
    `The roles of ${account.name} were saved.`,
  );
  return (
    <Panel title="Roles" lead="Everybody is a user; these come on top.">
      <FormShell
        label="Roles"
        action="Save roles"
        loading={save.isPending}
        error={save.error ? wordsOf(save.error) : undefined}
        ready={changed}
        onSubmit={save.mutate}
      >
        <RoleChoice
          organisationId={organisationId}
          value={roles}
          onChange={(next) => {
            save.reset();
            setRoles(next);
          }}
        />
      </FormShell>
    </Panel>
  );
}
