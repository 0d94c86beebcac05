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
import classes from './account.module.css';
import type { PersonProps } from './AccountDrawer.tsx';
import { usePersonChange } from './usePersonChange.ts';

/** Invitation, reset link, suspending and deleting: what concerns the account as a whole. */
export function PersonActions(person: PersonProps) {
  const { organisationId, account, own } = person;
  const [open, setOpen] = useState<'suspend' | 'delete'>();
  const close = () => setOpen(undefined);
  const path = { organisationId, accountId: account.id };
  const invite = usePersonChange(
    () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts/{accountId}/invitation', {
          params: { path },
        }),
      ),
    `The invitation for ${account.name} is on its way.`,
  );
  const resetPassword = usePersonChange(
    () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts/{accountId}/password-reset', {
          params: { path },
        }),
      ),
    `The reset link for ${account.name} is on its way.`,
  );
  const activate = usePersonChange(
    () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path },
          body: { state: 'active' },
        }),
      ),
    ({ state }) =>
      state === 'invited'
        ? `${account.name} can accept the invitation again.`
        : `${account.name} is active again.`,
  );
  const failure = invite.error ?? resetPassword.error ?? activate.error;
  /** What failed before is not about what is done now. */
  const begin = (action: { mutate: () => void }) => {
    [invite, resetPassword, activate].forEach((each) => each.reset());
    action.mutate();
  };
  return (
    <Panel title="Account" flush>
      {failure ? (
        <div className={classes.failure}>
          <ErrorPanel error={wordsOf(failure)} focus />
        </div>
      ) : null}
      <List label="Account">
        {account.state === 'invited' ? (
          <ListRow
            title="Invitation"
            actions={
              <Button variant="default" loading={invite.isPending} onClick={() => begin(invite)}>
                Send invitation again
              </Button>
            }
          >
            Not accepted yet. A new message makes earlier links useless.
          </ListRow>
        ) : null}
        {account.state === 'active' ? (
          <ListRow
            title="Password"
            actions={
              <Button
                variant="default"
                loading={resetPassword.isPending}
                onClick={() => begin(resetPassword)}
              >
                Mail reset link
              </Button>
            }
          >
            The person chooses a new one. Nobody else sees it.
          </ListRow>
        ) : null}
        {own ? (
          <ListRow title="This is your own account">Another administrator can suspend or delete it.</ListRow>
        ) : (
          <>
            {account.state === 'suspended' ? (
              <ListRow
                title="Suspended"
                actions={
                  <Button variant="default" loading={activate.isPending} onClick={() => begin(activate)}>
                    Activate account
                  </Button>
                }
              >
                Cannot sign in. Everything is kept.
              </ListRow>
            ) : (
              <ListRow
                title="Suspend"
                actions={
                  <Button variant="light" color="red" onClick={() => setOpen('suspend')}>
                    Suspend account
                  </Button>
                }
              >
                No sign-in until it is activated again. Everything is kept.
              </ListRow>
            )}
            <ListRow
              title="Delete"
              actions={
                <Button variant="light" color="red" onClick={() => setOpen('delete')}>
                  Delete account
                </Button>
              }
            >
              For good. The addresses become free.
            </ListRow>
          </>
        )}
      </List>
      {open === 'suspend' ? <SuspendDialog {...person} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDialog {...person} onClose={close} /> : null}
    </Panel>
  );
}

function SuspendDialog({ organisationId, account, onClose }: PersonProps & { onClose: () => void }) {
  const suspend = usePersonChange(
    () =>
      must(
        client.PATCH('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId: account.id } },
          body: { state: 'suspended' },
        }),
      ),
    `${account.name} is suspended.`,
    onClose,
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Suspend ${account.name}?`}
      action="Suspend account"
      onConfirm={suspend.mutate}
      loading={suspend.isPending}
      error={suspend.error ? wordsOf(suspend.error) : undefined}
    >
      Every session ends now, and signing in is refused until you activate the account again.
    </ConfirmDialog>
  );
}

function DeleteDialog({ organisationId, account, onClose }: PersonProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const remove = usePersonChange(
    () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId: account.id } },
        }),
      ),
    `The account of ${account.name} was deleted.`,
    () => void navigate(paths.accounts(organisationId)),
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Delete the account of ${account.name}?`}
      action="Delete account"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
      typeName={account.name}
    >
      The account, its authenticators and its sessions are deleted for good. The audit log keeps what was
      done. To keep the account and only refuse sign-in, suspend it instead.
    </ConfirmDialog>
  );
}
