import { Navigate } from 'react-router';
import { useSession } from '../api/session.ts';
import { adminStartOf } from './navigation.ts';

/** Admin opens where the work is: at the first of its pages that this person may read. */
export function AdminStart() {
  return <Navigate to={adminStartOf(useSession())} replace />;
}
