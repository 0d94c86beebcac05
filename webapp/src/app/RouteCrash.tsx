import { isRouteErrorResponse, useRouteError } from 'react-router';
import { CrashMessage } from './CrashMessage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';

/** What stands in place of a page that failed; the frame around it stays. */
export function RouteCrash() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? (
    <NotFoundPage />
  ) : (
    <CrashMessage error={error} />
  );
}
