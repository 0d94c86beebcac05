import { useEffect, useRef, useState } from 'react';
import { Button, Modal, Progress } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { jsonLines } from '../../api/lines.ts';
import { localProblem, ProblemError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconShieldCheck } from '../../ui/icons.ts';
import { counted, formatNumber } from '../../ui/numbers.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';

type Verification = components['schemas']['AuditVerification'];

/** What the dialog shows: nothing yet, how far it is, the verdict, or why there is none. */
interface Shown {
  line?: Verification;
  error?: unknown;
}

/** Recomputes the chain of the audit log and says whether it holds. Closing the dialog stops it. */
export function VerifyButton({ organisationId }: { organisationId: string }) {
  const [shown, setShown] = useState<Shown>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const begin = () => {
    const controller = new AbortController();
    running.current = controller;
    setShown({});
    verify(organisationId, controller.signal, (line) => setShown({ line })).catch((error: unknown) => {
      if (!controller.signal.aborted) {
        setShown({ error });
      }
    });
  };
  const close = () => {
    running.current?.abort();
    setShown(undefined);
  };

  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
        onClick={begin}
      >
        Verify log
      </Button>
      <Modal opened={shown !== undefined} onClose={close} title="Verify log">
        {shown?.error ? <ErrorPanel error={wordsOf(shown.error)} /> : null}
        {shown && !shown.error ? <Verdict line={shown.line} /> : null}
      </Modal>
    </>
  );
}

/** Tells each line; a stream that ends without a verdict has been cut off. */
async function verify(organisationId: string, signal: AbortSignal, tell: (line: Verification) => void) {
  const body = await must(
    client.POST('/api/v1/organisations/{organisationId}/audit/verify', {
      params: { path: { organisationId } },
      parseAs: 'stream',
      signal,
    }),
  );
  let last: Verification | undefined;
  for await (const line of jsonLines<Verification>(body as ReadableStream<Uint8Array>)) {
    last = line;
    if (!signal.aborted) {
      tell(line);
    }
  }
  if (last?.intact === undefined) {
    throw new ProblemError(localProblem('unreadable', 200));
  }
}

function Verdict({ line }: { line: Verification | undefined }) {
  if (line?.intact === undefined) {
    const { entries = 0, total = 0 } = line ?? {};
    return (
      <>
        <Progress value={total === 0 ? 0 : (100 * entries) / total} aria-label="Verified so far" />
        <p>
          {formatNumber(entries)} of {counted(total, 'entry', 'entries')}
        </p>
      </>
    );
  }
  return line.intact ? (
    <p>
      <StatusChip meaning="clean">Intact</StatusChip> {counted(line.entries, 'entry', 'entries')} hold
      together.
    </p>
  ) : (
    <p>
      <StatusChip meaning="blocked">Broken</StatusChip> The chain does not hold from entry {line.brokenAt}.{' '}
      {line.reason}
    </p>
  );
}
