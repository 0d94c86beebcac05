import { Navigate } from 'react-router';
import { may, useSession } from '../../api/session.ts';
import { paths } from '../../app/paths.ts';

/** Admin opens where the work is: the provider at its organisations, an administrator at the people. */
export function Component() {
  const session = useSession();
  return (
    <Navigate
      to={may(session, 'provider') ? paths.organisations : paths.accounts(session.organisation.id)}
      replace
    />
  );
}
