import { lazy, Suspense, useEffect, useState } from 'react';
import { setGates, type StepUpAction } from '../api/client.ts';
import { slugOf } from '../api/problem.ts';
import { signInAgainFor } from './paths.ts';

const StepUpDialog = lazy(() =>
  import('../features/login/StepUpDialog.tsx').then(({ StepUpDialog }) => ({ default: StepUpDialog })),
);

interface Question {
  action: StepUpAction;
  answer: (proved: boolean) => void;
}

/**
 * Asks for a fresh proof when a call needs one. Calls that fail for want of it at the same time share one question;
 * each is repeated once it is answered.
 */
export function StepUpHost() {
  const [question, setQuestion] = useState<Question>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let open: Promise<boolean> | undefined;
    const ask = (action: StepUpAction) => {
      open ??= new Promise<boolean>((resolve) => setQuestion({ action, answer: resolve })).finally(() => {
        open = undefined;
        setQuestion(undefined);
        setRound(0);
      });
      return open;
    };
    setGates({
      signIn: toSignIn,
      stepUp: ask,
      // A question that ran out is put again, a few times.
      loginRefused: ({ type }) =>
        slugOf(type) === 'no-login' ? setRound((before) => Math.min(before + 1, 3)) : undefined,
    });
  }, []);
  return question ? (
    <Suspense>
      <StepUpDialog key={round} action={question.action} again={round > 0} onClose={question.answer} />
    </Suspense>
  ) : null;
}

function toSignIn(): void {
  const { pathname, search, hash } = window.location;
  window.location.assign(signInAgainFor(pathname + search + hash));
}
