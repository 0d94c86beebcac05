import { useState } from 'react';
import { Button, Modal, Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { SecretOnce } from './SecretOnce.tsx';

/** The secret by its age, and how it is replaced without an interruption. */
export function SecretPanel(props: ApplicationProps) {
  const { secretCreatedAt, oldSecretUntil } = props.application;
  const [replacing, setReplacing] = useState(false);
  return (
    <Panel title="Secret" flush>
      <List label="Secret">
        <ListRow
          title={
            secretCreatedAt ? (
              <span>
                Made <RelativeTime at={secretCreatedAt} />
              </span>
            ) : (
              'None yet'
            )
          }
          actions={
            <Button variant="default" onClick={() => setReplacing(true)}>
              Make new secret
            </Button>
          }
        >
          {oldSecretUntil ? (
            <>
              The one before works too, until <RelativeTime at={oldSecretUntil} />.
            </>
          ) : (
            'Kept here only as a hash: nobody can look it up.'
          )}
        </ListRow>
      </List>
      {replacing ? <NewSecret {...props} onClose={() => setReplacing(false)} /> : null}
    </Panel>
  );
}

const overlaps = [
  { hours: 24, label: 'For one more day', help: 'Time to give the application the new one.' },
  { hours: 168, label: 'For one more week', help: 'Where many servers have to be told.' },
  {
    hours: 0,
    label: 'Not any more',
    help: 'If somebody else may know it. The application stops until it has the new one.',
  },
];

function NewSecret({ organisationId, application, onClose }: ApplicationProps & { onClose: () => void }) {
  const [hours, setHours] = useState(24);
  const cache = useQueryClient();
  const issue = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/clients/{clientId}/secret', {
          params: { path: { organisationId, clientId: application.id } },
          body: { keepOldHours: hours },
        }),
      ),
    gcTime: 0, // The secret must not stay in the page's memory longer than it is shown.
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['applications'] }),
  });
  const made = issue.data;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
      title={`New secret for ${application.name}`}
    >
      {made ? (
        <SecretOnce application={made} onStored={onClose} />
      ) : (
        <FormShell
          label="Make new secret"
          action="Make new secret"
          loading={issue.isPending}
          error={issue.error ? wordsOf(issue.error) : undefined}
          onCancel={onClose}
          onSubmit={issue.mutate}
        >
          <Radio.Group
            label="How long does the secret of now still work?"
            value={String(hours)}
            onChange={(value) => setHours(Number(value))}
          >
            <Stack gap="sm" pt="sm">
              {overlaps.map((overlap) => (
                <Radio
                  key={overlap.hours}
                  size="sm"
                  value={String(overlap.hours)}
                  label={overlap.label}
                  description={overlap.help}
                />
              ))}
            </Stack>
          </Radio.Group>
        </FormShell>
      )}
    </Modal>
  );
}
