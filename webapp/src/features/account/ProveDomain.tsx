import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { may, useSession } from '../../api/session.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Detail, Details } from '../../ui/Details.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ExactTime } from '../../ui/RelativeTime.tsx';
import { useDone } from './DomainDialogs.tsx';
import { checkWords } from './words.ts';

interface ProveDomainProps {
  organisationId: string;
  domain: components['schemas']['Domain'];
  onClose: () => void;
}

/** The record to publish, a look at it now, and the operator's word instead. */
export function ProveDomain({ organisationId, domain, onClose }: ProveDomainProps) {
  const session = useSession();
  const done = useDone(onClose);
  const path = { organisationId, domainId: domain.id };
  const check = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/domains/{domainId}/check', { params: { path } }),
      ),
    onSuccess: ({ outcome }) => (outcome === 'proved' ? done(`${domain.name} is proved.`) : undefined),
  });
  const confirm = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/domains/{domainId}/confirm', {
          params: { path },
        }),
      ),
    onSuccess: () => done(`${domain.name} is confirmed.`),
  });
  const failure = check.error ?? confirm.error;
  const seen = check.data && check.data.outcome !== 'proved' ? checkWords(check.data) : undefined;
  return (
    <Modal opened onClose={onClose} title={`Prove that ${domain.name} is yours`}>
      <Stack gap="lg">
        <p>
          Publish this record in the DNS of {domain.name}, then check it. Until then nobody can have an
          address in it. It can take a while until a new record is seen.
        </p>
        {failure ? <ErrorPanel error={wordsOf(failure)} focus /> : null}
        {!failure && seen ? <ErrorPanel error={seen} focus /> : null}
        {domain.claim ? (
          <>
            <Details>
              <Detail label="Type">TXT</Detail>
              <Detail label="Name">
                <code>{domain.claim.record}</code>
              </Detail>
              <Detail label="Value">
                <code>{domain.claim.value}</code>
              </Detail>
              <Detail label="Until">
                <ExactTime at={domain.claim.endsAt} />
              </Detail>
            </Details>
            <Group gap="sm">
              <CopyButton text={domain.claim.record} label="Copy name" />
              <CopyButton text={domain.claim.value} label="Copy value" />
            </Group>
          </>
        ) : null}
        <Group justify="flex-end" gap="sm">
          {may(session, 'provider') ? (
            <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>
              Confirm without a record
            </Button>
          ) : null}
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            Check now
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
