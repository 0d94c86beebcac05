import { lazy, type ComponentType } from 'react';
import { AuthLayout } from './AuthLayout.tsx';
import { type OutsidePath, paths } from './paths.ts';

const SignInPage = lazy(() =>
  import('../features/login/SignInPage.tsx').then(({ SignInPage }) => ({ default: SignInPage })),
);
const EnrolFactor = lazy(() =>
  import('../features/security/EnrolFactor.tsx').then(({ EnrolFactor }) => ({ default: EnrolFactor })),
);

const pages: Record<OutsidePath, ComponentType> = {
  [paths.signIn]: () => <SignInPage Enrol={EnrolFactor} />,
  [paths.reset]: lazy(() =>
    import('../features/login/ResetPage.tsx').then(({ ResetPage }) => ({ default: ResetPage })),
  ),
  [paths.invitation]: lazy(() =>
    import('../features/login/InvitationPage.tsx').then(({ InvitationPage }) => ({
      default: InvitationPage,
    })),
  ),
  [paths.undoAddress]: lazy(() =>
    import('../features/login/UndoAddressPage.tsx').then(({ UndoAddressPage }) => ({
      default: UndoAddressPage,
    })),
  ),
};

/** The pages for people who are not signed in; one is shown, and another one is another page load. */
export function Outside({ path }: { path: OutsidePath }) {
  const Page = pages[path];
  return (
    <AuthLayout>
      <Page />
    </AuthLayout>
  );
}
