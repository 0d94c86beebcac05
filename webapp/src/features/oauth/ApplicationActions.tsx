import { useState } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { paths } from '../../app/paths.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import { changeApplication } from './changeApplication.ts';
import classes from './oauth.module.css';
import { useApplicationChange } from './useApplicationChange.ts';
import { kindOf } from './words.ts';

/** What stops an application, for a while or for good. */
export function ApplicationActions(props: ApplicationProps) {
  const { application } = props;
  const [open, setOpen] = useState<'suspend' | 'delete'>();
  const close = () => setOpen(undefined);
  const activate = useApplicationChange(
    () => changeApplication(props, { state: 'active' }),
    (now) => `${now.name} is active again.`,
  );
  return (
    <Panel title="Application" flush>
      {activate.error ? (
        <div className={classes.failure}>
          <ErrorPanel error={wordsOf(activate.error)} focus />
        </div>
      ) : null}
      <List label="Application">
        {application.state === 'suspended' ? (
          <ListRow
            title="Suspended"
            actions={
              <Button variant="default" loading={activate.isPending} onClick={() => activate.mutate()}>
                Activate application
              </Button>
            }
          >
            Nobody can sign in to it. Its settings are kept.
          </ListRow>
        ) : (
          <ListRow
            title="Suspend"
            actions={
              <Button variant="default" onClick={() => setOpen('suspend')}>
                Suspend application
              </Button>
            }
          >
            Ends now what it can do. It can be activated again.
          </ListRow>
        )}
        <ListRow
          title="Delete"
          actions={
            <Button variant="light" color="red" onClick={() => setOpen('delete')}>
              Delete application
            </Button>
          }
        >
          For good, with everything that people have let it do.
        </ListRow>
      </List>
      {open === 'suspend' ? <SuspendDialog {...props} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDialog {...props} onClose={close} /> : null}
    </Panel>
  );
}

function SuspendDialog({ onClose, ...props }: ApplicationProps & { onClose: () => void }) {
  const { application } = props;
  const suspend = useApplicationChange(
    () => changeApplication(props, { state: 'suspended' }),
    (now) => `${now.name} is suspended.`,
    onClose,
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Suspend ${application.name}?`}
      action="Suspend application"
      onConfirm={suspend.mutate}
      loading={suspend.isPending}
      error={suspend.error ? wordsOf(suspend.error) : undefined}
    >
      {kindOf(application) === 'service'
        ? 'Its access ends now, and it gets no new one until you activate it again.'
        : 'Its access to everybody’s account ends now, and nobody can sign in to it until you activate it again.'}
    </ConfirmDialog>
  );
}

function DeleteDialog({ organisationId, application, onClose }: ApplicationProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useApplicationChange(
    () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/clients/{clientId}', {
          params: { path: { organisationId, clientId: application.id } },
        }),
      ),
    () => `${application.name} was deleted.`,
    () => void navigate(paths.applications(organisationId)),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Delete ${application.name}?`}
      action="Delete application"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
      typeName={application.name}
    >
      Its access ends now. Client ID, secret and what people have let it do are deleted for good; a new
      application gets others. The audit log keeps what was done. To stop it for a while, suspend it instead.
    </ConfirmDialog>
  );
}
