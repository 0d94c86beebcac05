import { type ComponentType, lazy, useEffect, useState } from 'react';
import { client } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { returnPath } from '../../app/paths.ts';
import { CardHeader } from './CardHeader.tsx';
import type { EnrolProps } from './EnrolStep.tsx';
import { PasswordStep } from './PasswordStep.tsx';

// The later steps are fetched while somebody types the password, so that the first load stays small.
const loadFactorStep = () => import('./FactorStep.tsx');
const FactorStep = lazy(() => loadFactorStep().then(({ FactorStep }) => ({ default: FactorStep })));
const EnrolStep = lazy(() => import('./EnrolStep.tsx').then(({ EnrolStep }) => ({ default: EnrolStep })));
const NewPasswordStep = lazy(() =>
  import('./NewPasswordStep.tsx').then(({ NewPasswordStep }) => ({ default: NewPasswordStep })),
);

interface SignInPageProps {
  /** Sets up an authenticator, where the policy asks for one before anything opens. */
  Enrol: ComponentType<EnrolProps>;
}

/** One card that shows one step of the sign-in at a time. The server holds where it stands. */
export function SignInPage({ Enrol }: SignInPageProps) {
  const [login, setLogin] = useState<LoginState>();
  useResume(setLogin);
  useEffect(() => {
    if (login?.step === 'done') {
      window.location.assign(returnPath(window.location.search, window.location.origin));
    }
  }, [login]);

  switch (login?.step) {
    case undefined:
      return <PasswordStep onState={setLogin} onNamed={() => void loadFactorStep()} />;
    case 'factor':
      return <FactorStep login={login} onState={setLogin} onRestart={() => void restart(setLogin)} />;
    case 'new-password':
      return <NewPasswordStep login={login} onState={setLogin} />;
    case 'enrol':
      return <EnrolStep login={login} onState={setLogin} Enrol={Enrol} />;
    case 'done':
      return <CardHeader title="Signed in">Opening Gatehouse.</CardHeader>;
  }
}

/** After a reload, or on another node, the sign-in goes on where it stood. */
function useResume(onState: (login: LoginState) => void): void {
  useEffect(() => {
    const leaving = new AbortController();
    void client.GET('/api/v1/login', { signal: leaving.signal }).then(
      ({ data }) => {
        if (data?.purpose === 'sign-in') {
          onState(data);
        }
      },
      () => undefined, // Nothing to resume, or no answer: the first step shows, and says so when it is tried.
    );
    return () => leaving.abort();
  }, [onState]);
}

async function restart(onState: (login: LoginState | undefined) => void): Promise<void> {
  await client.DELETE('/api/v1/login');
  onState(undefined);
}
