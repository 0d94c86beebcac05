import { useEffect, useState } from 'react';
import { Modal, Stack } from '@mantine/core';
import { client, must, type StepUpAction } from '../../api/client.ts';
import type { LoginState } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useAction } from '../../ui/useAction.ts';
import { FactorChoice } from './FactorStep.tsx';

interface StepUpDialogProps {
  action: StepUpAction;
  /** The question before this one ran out. */
  again: boolean;
  onClose: (proved: boolean) => void;
}

/** Asks for a fresh proof before a change that an open browser alone must not make. */
export function StepUpDialog({ action, again, onClose }: StepUpDialogProps) {
  const [login, setLogin] = useState<LoginState>();
  const take = (next: LoginState) => {
    if (next.step === 'done') {
      onClose(true);
    } else {
      setLogin(next);
    }
  };
  const begin = useAction(async () =>
    take(await must(client.POST('/api/v1/login/step-up', { body: { action } }))),
  );
  const { run } = begin;
  useEffect(() => run(), [run]);
  return (
    <Modal opened onClose={() => onClose(false)} title="Is it you?" size="sm">
      <Stack gap="md">
        {again ? <Notice>That took too long. Here is the question once more.</Notice> : null}
        {begin.error ? <ErrorPanel error={wordsOf(begin.error)} /> : null}
        {login ? (
          <>
            <p>{login.reason ?? 'A change like this wants a fresh proof.'}</p>
            <FactorChoice login={login} onState={take} />
          </>
        ) : null}
        {!login && !begin.error ? <Skeleton lines={3} label="question" /> : null}
      </Stack>
    </Modal>
  );
}
