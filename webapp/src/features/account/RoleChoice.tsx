import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organisationQuery } from '../../api/organisation.ts';
import { useSession } from '../../api/session.ts';
import { grantableRoles, type Role, roleHelp, roleName } from './words.ts';

interface RoleChoiceProps {
  organisationId: string;
  value: readonly Role[];
  onChange: (roles: Role[]) => void;
  disabled?: boolean;
}

/** Roles as a list with what each lets somebody do; a role that is not yours to give shows only when it is held. */
export function RoleChoice({ organisationId, value, onChange, disabled = false }: RoleChoiceProps) {
  const session = useSession();
  const organisation = useQuery(organisationQuery(organisationId));
  const mine = grantableRoles(session, organisation.data?.provider ?? false);
  const foreign = value.filter((role) => role !== 'user' && !mine.includes(role));
  const toggle = (role: Role) =>
    onChange(value.includes(role) ? value.filter((held) => held !== role) : [...value, role]);
  return (
    <Stack gap="sm" role="group" aria-label="Roles">
      {[...foreign, ...mine].map((role) => (
        <Checkbox
          size="sm"
          key={role}
          label={roleName[role]}
          description={roleHelp[role]}
          checked={value.includes(role)}
          disabled={disabled || foreign.includes(role)}
          onChange={() => toggle(role)}
        />
      ))}
    </Stack>
  );
}
