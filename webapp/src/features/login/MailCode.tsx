import { useEffect, useState } from 'react';
import { Button, Stack } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { answerCode, type MailCodeState } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useAction } from '../../ui/useAction.ts';
import { TrustDevice, type WayProps } from './FactorWay.tsx';
import { MailDelivery } from './MailDelivery.tsx';
import { useAnswer } from './useAnswer.ts';

/** A code by e-mail: sent at once when there is one mailbox, otherwise to the one that is chosen. */
export function MailCode(props: WayProps) {
  const mailboxes = props.way.mailboxes ?? [];
  const [sent, setSent] = useState<MailCodeState>();
  const send = useAction(async (addressId: string) =>
    setSent(await must(client.POST('/api/v1/login/mail-code', { body: { addressId } }))),
  );
  const onlyOne = mailboxes.length <= 1;
  // A code that is out already is shown again. Where there is nothing to choose, the first one is sent at once.
  const begin = useAction(async () => {
    const { data } = await client.GET('/api/v1/login/mail-code');
    if (data) {
      setSent(data);
    } else if (onlyOne) {
      setSent(await must(client.POST('/api/v1/login/mail-code', { body: {} })));
    }
  });
  const { run } = begin;
  useEffect(() => run(), [run]);

  if (sent) {
    return (
      <MailedCode
        {...props}
        sent={sent}
        onSent={setSent}
        onElsewhere={onlyOne ? undefined : () => setSent(undefined)}
      />
    );
  }
  if (onlyOne || begin.pending) {
    return begin.error ? (
      <ErrorPanel
        error={wordsOf(begin.error)}
        action={
          <Button variant="default" onClick={() => begin.run()}>
            Send code
          </Button>
        }
      />
    ) : (
      <Skeleton lines={3} label="code" />
    );
  }
  return (
    <Stack gap="md">
      {send.error ? <ErrorPanel error={wordsOf(send.error)} /> : null}
      {mailboxes.map(({ addressId, hint }) => (
        <Button key={addressId} variant="default" loading={send.pending} onClick={() => send.run(addressId)}>
          Send code to {hint}
        </Button>
      ))}
    </Stack>
  );
}

interface MailedCodeProps extends WayProps {
  sent: MailCodeState;
  onSent: (sent: MailCodeState) => void;
  /** Back to the choice of mailboxes, where there is one. */
  onElsewhere: (() => void) | undefined;
}

function MailedCode({ login, onState, sent, onSent, onElsewhere }: MailedCodeProps) {
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const [trusted, setTrusted] = useState(false);
  const answer = useAnswer(async (given: string) => onState(await answerCode('mail-code', given, trusted)));
  return (
    <FormShell
      label="Code by e-mail"
      action="Continue"
      wide
      {...answer.form}
      error={undefined}
      onSubmit={() => (code.length === sent.length ? answer.run(code) : setShort(true))}
    >
      <CodeInput
        key={sent.expiresAt} // A new code begins anew in the field.
        label={`Code sent to ${sent.hint}`}
        length={sent.length}
        autoFocus
        value={code}
        onChange={setCode}
        onComplete={answer.run}
        busy={answer.form.loading}
        error={short && code.length < sent.length ? `Type all ${sent.length} digits.` : answer.fieldError}
      />
      <MailDelivery
        sent={sent}
        onSent={onSent}
        onResent={(next) => {
          setCode('');
          onSent(next);
        }}
        onElsewhere={onElsewhere}
      />
      <TrustDevice login={login} checked={trusted} onChange={setTrusted} />
    </FormShell>
  );
}
