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
  const send = useAction(async (addressId?: string) =>
    setSent(await must(client.POST('/api/v1/login/mail-code', { body: addressId ? { addressId } : {} }))),
  );
  const { run } = send;
  const onlyOne = mailboxes.length <= 1;
  useEffect(() => {
    void client.GET('/api/v1/login/mail-code').then(({ data }) => {
      if (data) {
        setSent(data);
      } else if (onlyOne) {
        run();
      }
    });
  }, [onlyOne, run]);

  if (sent) {
    return <MailedCode {...props} sent={sent} onSent={setSent} />;
  }
  return (
    <Stack gap="md">
      {send.error ? (
        <ErrorPanel
          error={wordsOf(send.error)}
          action={
            onlyOne ? (
              <Button variant="default" onClick={() => send.run()}>
                Send code
              </Button>
            ) : null
          }
        />
      ) : null}
      {onlyOne ? (
        <Skeleton lines={3} label="code" />
      ) : (
        mailboxes.map(({ addressId, hint }) => (
          <Button
            key={addressId}
            variant="default"
            loading={send.pending}
            onClick={() => send.run(addressId)}
          >
            Send code to {hint}
          </Button>
        ))
      )}
    </Stack>
  );
}

interface MailedCodeProps extends WayProps {
  sent: MailCodeState;
  onSent: (sent: MailCodeState) => void;
}

function MailedCode({ login, onState, sent, onSent }: MailedCodeProps) {
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
      />
      <TrustDevice login={login} checked={trusted} onChange={setTrusted} />
    </FormShell>
  );
}
