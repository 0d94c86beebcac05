import { lazy, type ComponentType } from 'react';
import { AuthLayout } from './AuthLayout.tsx';
import { type OutsidePath, paths } from './paths.ts';

const SignInPage = lazy(() =>
  import('../features/login/SignInPage.tsx').then(({ SignInPage }) => ({ default: SignInPage })),
);
const EnrolFactor = lazy(() =>
  import('../features/security/EnrolFactor.tsx').then(({ EnrolFactor }) => ({ default: EnrolFactor })),
);
const RequestedSignIn = lazy(() =>
  import('../features/oauth/RequestedSignIn.tsx').then(({ RequestedSignIn }) => ({
    default: RequestedSignIn,
  })),
);
const ProveStep = lazy(() =>
  import('../features/login/ProveStep.tsx').then(({ ProveStep }) => ({ default: ProveStep })),
);

function SignIn() {
  return new URLSearchParams(window.location.search).has('request') ? (
    <RequestedSignIn
      Prove={ProveStep}
      signIn={(request) => <SignInPage Enrol={EnrolFactor} request={request} />}
    />
  ) : (
    <SignInPage Enrol={EnrolFactor} />
  );
}

const pages: Record<OutsidePath, ComponentType> = {
  [paths.signIn]: SignIn,
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
  [paths.consent]: lazy(() =>
    import('../features/oauth/ConsentPage.tsx').then(({ ConsentPage }) => ({ default: ConsentPage })),
  ),
  [paths.failure]: lazy(() =>
    import('../features/oauth/FailurePage.tsx').then(({ FailurePage }) => ({ default: FailurePage })),
  ),
  [paths.signOut]: lazy(() =>
    import('../features/oauth/SignOutPage.tsx').then(({ SignOutPage }) => ({ default: SignOutPage })),
  ),
  [paths.signedOut]: lazy(() =>
    import('../features/oauth/SignedOutPage.tsx').then(({ SignedOutPage }) => ({ default: SignedOutPage })),
  ),
  [paths.device]: lazy(() =>
    import('../features/oauth/DevicePage.tsx').then(({ DevicePage }) => ({ default: DevicePage })),
  ),
  [paths.signInWith]: lazy(() =>
    import('../features/federation/ReturnPage.tsx').then(({ ReturnPage }) => ({ default: ReturnPage })),
  ),
};

/** The pages on the card; one is shown, and another one is another page load. */
export function Outside({ path }: { path: OutsidePath }) {
  const Page = pages[path];
  return (
    <AuthLayout>
      <Page />
    </AuthLayout>
  );
}
