import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconShieldCheck } from '../../ui/icons.ts';
import { counted } from '../../ui/numbers.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';

/** Recomputes the chain of the audit log and says whether it holds. */
export function VerifyButton({ organisationId }: { organisationId: string }) {
  const verify = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/audit/verify', {
          params: { path: { organisationId } },
        }),
      ),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        Verify log
      </Button>
      <Modal opened={verify.isSuccess || verify.isError} onClose={verify.reset} title="Verify log">
        {verify.error ? <ErrorPanel error={wordsOf(verify.error)} /> : null}
        {verify.data?.intact ? (
          <p>
            <StatusChip meaning="clean">Intact</StatusChip> {counted(verify.data.entries, 'entry', 'entries')}{' '}
            hold together.
          </p>
        ) : null}
        {verify.data && !verify.data.intact ? (
          <p>
            <StatusChip meaning="blocked">Broken</StatusChip> The chain does not hold from entry{' '}
            {verify.data.brokenAt}. {verify.data.reason}
          </p>
        ) : null}
      </Modal>
    </>
  );
}
