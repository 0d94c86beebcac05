import { isRouteErrorResponse, useRouteError } from 'react-router';
import { AuthLayout } from './AuthLayout.tsx';
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

/** The same where not even the frame could be drawn, as when nobody answers whether one is signed in. */
export function OuterCrash() {
  const error = useRouteError();
  return (
    <AuthLayout>
      <CrashMessage error={error} />
    </AuthLayout>
  );
}
