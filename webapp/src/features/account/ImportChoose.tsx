import { useState, type DragEvent } from 'react';
import { Button, FileButton, Group, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { downloadText } from '../../ui/download.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconDownload, IconUpload } from '../../ui/icons.ts';
import { Panel } from '../../ui/Panel.tsx';
import classes from './account.module.css';
import { csvText, sampleCsv, UnreadableFile } from './csvFile.ts';
import { domainsQuery, importQuery } from './queries.ts';

interface ImportChooseProps {
  organisationId: string;
  onUploaded: (importId: string) => void;
}

/** First step: a file, dropped or chosen, is uploaded for its preview. */
export function ImportChoose({ organisationId, onUploaded }: ImportChooseProps) {
  const cache = useQueryClient();
  const domains = useQuery(domainsQuery(organisationId));
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: async (file: File) =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/account-imports', {
          params: { path: { organisationId } },
          headers: { 'Content-Type': 'text/csv' },
          body: await csvText(file),
          bodySerializer: (text) => text,
        }),
      ),
    onSuccess: (preview) => {
      cache.setQueryData(importQuery(organisationId, preview.id).queryKey, preview);
      onUploaded(preview.id);
    },
  });
  const take = (file: File | null | undefined) => {
    if (file && !upload.isPending) {
      upload.mutate(file);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  const { error } = upload;
  return (
    <>
      <Panel title="Choose the file" lead="CSV in UTF-8, up to 10,000 rows and 4 MiB.">
        {error ? (
          <ErrorPanel
            error={error instanceof UnreadableFile ? { what: error.message } : wordsOf(error)}
            focus
          />
        ) : null}
        <FileButton onChange={take} accept=".csv,text/csv">
          {(button) => (
            <UnstyledButton
              {...button}
              className={clsx(classes.drop, over && classes.over)}
              disabled={upload.isPending}
              onDragOver={(event: DragEvent) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={drop}
            >
              <IconUpload size={24} aria-hidden="true" />
              {upload.isPending ? 'Reading the file' : 'Drop a CSV file here, or choose one'}
            </UnstyledButton>
          )}
        </FileButton>
      </Panel>
      <Panel
        title="What the file looks like"
        lead="The first line names the columns, in any order."
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={() =>
              downloadText(
                'people.csv',
                sampleCsv(domains.data?.items.find(({ state }) => state === 'proved')?.name ?? 'example.com'),
              )
            }
          >
            Download sample CSV
          </Button>
        }
      >
        <Columns />
      </Panel>
    </>
  );
}

const columns: readonly { name: string; needed: boolean; help: string }[] = [
  { name: 'name', needed: true, help: 'How the person is called: Ann Lee' },
  {
    name: 'addresses',
    needed: true,
    help: 'One or more e-mail addresses in your domains, separated by spaces. The first receives the invitation.',
  },
  {
    name: 'roles',
    needed: false,
    help: 'organisation-admin, spam-admin or compliance-officer; several separated by spaces. Empty: a user.',
  },
  {
    name: 'invite',
    needed: false,
    help: 'yes or no: mail the invitation. Empty: yes, unless the row brings a password.',
  },
  {
    name: 'password_hash',
    needed: false,
    help: 'From an old system: bcrypt, PBKDF2 or a PHC string. The person keeps the password. Never a password itself.',
  },
];

function Columns() {
  return (
    <table className={classes.columns} aria-label="Columns">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">What it holds</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, needed, help }) => (
          <tr key={name}>
            <th scope="row">
              <Group gap="xs" wrap="nowrap">
                <code>{name}</code>
                {needed ? null : <span className={classes.help}>optional</span>}
              </Group>
            </th>
            <td>{help}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
