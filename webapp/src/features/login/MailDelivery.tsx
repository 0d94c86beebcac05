import { useEffect } from 'react';
import { Button, VisuallyHidden } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import type { MailCodeState } from '../../api/login.ts';
import { wordsOf } from '../../api/problem.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useNow } from '../../ui/useNow.ts';
import { deliveryWords, stateWords, waitWords } from './delivery.ts';

interface MailDeliveryProps {
  sent: MailCodeState;
  onSent: (sent: MailCodeState) => void;
  /** A new code was sent. */
  onResent: (sent: MailCodeState) => void;
  /** To the choice of another mailbox, where there is one. */
  onElsewhere: (() => void) | undefined;
}

const pollMs = 2000;

/** How far the mailed code got, how long it lives, and when it can be sent again. */
export function MailDelivery({ sent, onSent, onResent, onElsewhere }: MailDeliveryProps) {
  const now = useNow(1000);
  const resend = useAction(async () =>
    onResent(await must(client.POST('/api/v1/login/mail-code', { body: {} }))),
  );
  const { state } = sent;
  useEffect(() => {
    if (state !== 'queued') {
      return undefined;
    }
    const timer = setInterval(() => {
      // The next look makes good for one that failed.
      client.GET('/api/v1/login/mail-code').then(
        ({ data }) => (data ? onSent(data) : undefined),
        () => undefined,
      );
    }, pollMs);
    return () => clearInterval(timer);
  }, [state, onSent]);

  const wait = waitWords(sent, now);
  return (
    <div>
      <p>{deliveryWords(sent, now)}</p>
      {/* Without the seconds: a live region that ticks would never let anybody listen to anything else. */}
      <VisuallyHidden role="status">{stateWords(sent, now)}</VisuallyHidden>
      {resend.error ? <ErrorPanel error={wordsOf(resend.error)} /> : null}
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={wait !== undefined}
        loading={resend.pending}
        onClick={() => resend.run()}
      >
        {wait ?? 'Send a new code'}
      </Button>
      {onElsewhere ? (
        <Button variant="subtle" size="compact-sm" disabled={wait !== undefined} onClick={onElsewhere}>
          Another mailbox
        </Button>
      ) : null}
    </div>
  );
}
