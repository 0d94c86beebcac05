import { type ComponentType, lazy, useEffect, useState } from 'react';
import { client, setGates } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { type Problem, sentence } from '../../api/problem.ts';
import { endedIn, leadsToDevice, returnPath } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
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
  /** The sign-in is one to an application, and the browser goes on there. */
  request?: SignInRequest;
}

export interface SignInRequest {
  /** The address to begin with. */
  email: string;
  /** Why somebody who is signed in has to do it again. */
  why: string | undefined;
  /** What opens afterwards. */
  application: string;
  continueAt: string;
}

/** Where the first step begins: for whom, and why one stands there again. */
interface Start {
  email: string;
  why: string | undefined;
}

const sessionOver = 'Your session has ended. Sign in to go on where you were.';
const deviceWaits = 'Sign in here first. Then you come back to the code of your device.';

/** One card that shows one step of the sign-in at a time. The server holds where it stands. */
export function SignInPage({ Enrol, request }: SignInPageProps) {
  const onward = request?.continueAt ?? returnPath(window.location.search, window.location.origin);
  const [login, setLogin] = useState<LoginState>();
  const [start, setStart] = useState<Start>(() => ({
    email: request?.email ?? '',
    why: request ? request.why : whyOf(window.location.search, onward),
  }));
  const beginAgain = (why?: string) => {
    setStart({ email: login?.email ?? '', why });
    setLogin(undefined);
  };
  useResume(setLogin);
  useEnded(login, onward, setLogin, beginAgain);
  useEffect(() => {
    if (login?.step === 'done') {
      window.location.assign(onward);
    }
  }, [login, onward]);

  const restart = () => {
    // Without an answer the sign-in runs out by itself.
    void client.DELETE('/api/v1/login').catch(() => undefined);
    setStart({ email: '', why: undefined });
    setLogin(undefined);
  };
  switch (login?.step) {
    case undefined:
      return (
        <PasswordStep
          email={start.email}
          notice={start.why}
          onward={onward}
          onState={setLogin}
          onNamed={() => void loadFactorStep()}
        />
      );
    case 'factor':
      return <FactorStep login={login} onState={setLogin} onRestart={restart} />;
    case 'new-password':
      return <NewPasswordStep login={login} onState={setLogin} onRestart={restart} />;
    case 'enrol':
      return <EnrolStep login={login} onState={setLogin} onRestart={restart} Enrol={Enrol} />;
    case 'done':
      return <CardHeader title="Signed in">{`Opening ${request?.application ?? 'Gatehouse'}.`}</CardHeader>;
  }
}

function whyOf(search: string, onward: string): string | undefined {
  if (endedIn(search)) {
    return sessionOver;
  }
  return leadsToDevice(onward) ? deviceWaits : undefined;
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

/**
 * Begins again when an answer was refused because the sign-in is over: too old, finished or given up in another window, or
 * ended because a password or an authenticator changed meanwhile. Whoever got in by another window goes in here too.
 */
function useEnded(
  login: LoginState | undefined,
  onward: string,
  onState: (login: LoginState) => void,
  beginAgain: (why: string) => void,
): void {
  useEffect(() => {
    const ended = async (problem: Problem) => {
      const { data: session } = await client.GET('/api/v1/session');
      if (session?.signedIn) {
        window.location.assign(onward);
      } else {
        beginAgain([problem.title, problem.detail ?? ''].map(sentence).join(' ').trim());
      }
    };
    const check = async (problem: Problem) => {
      const { data, response } = await client.GET('/api/v1/login');
      if (data?.purpose === 'sign-in') {
        onState(data); // Another window may have taken it a step further.
      } else if (response.status === 404) {
        await ended(problem);
      }
    };
    const underWay = login !== undefined && login.step !== 'done';
    setGates({
      loginRefused: (problem) => (underWay ? void check(problem).catch(() => undefined) : undefined),
    });
    return () => setGates({});
  });
}
