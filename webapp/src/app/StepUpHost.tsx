import { lazy, Suspense, useEffect, useState } from 'react';
import { setGates, type StepUpAction } from '../api/client.ts';
import { signInFor } from './paths.ts';

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
  useEffect(() => {
    let open: Promise<boolean> | undefined;
    const ask = (action: StepUpAction) => {
      open ??= new Promise<boolean>((resolve) => setQuestion({ action, answer: resolve })).finally(() => {
        open = undefined;
        setQuestion(undefined);
      });
      return open;
    };
    setGates({ signIn: toSignIn, stepUp: ask });
  }, []);
  return question ? (
    <Suspense>
      <StepUpDialog action={question.action} onClose={question.answer} />
    </Suspense>
  ) : null;
}

function toSignIn(): void {
  const { pathname, search, hash } = window.location;
  window.location.assign(signInFor(pathname + search + hash));
}
