import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { leaveFor } from '../../api/upstream.ts';
import { paths } from '../../app/paths.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { showToast } from '../../ui/toasts.ts';
import classes from './federation.module.css';
import { type ProviderProps, useProviderChange } from './useProviderChange.ts';

/** Looks whether a provider works, lets people use it, and takes it away. */
export function ProviderActions(props: ProviderProps) {
  const { organisationId, provider } = props;
  const [deleting, setDeleting] = useState(false);
  const path = { organisationId, providerId: provider.id };
  const active = provider.state === 'active';
  const check = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/identity-providers/{providerId}/check', {
          params: { path },
        }),
      ),
  });
  const tryOut = useMutation({
    mutationFn: () =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/identity-providers/{providerId}/test', {
          params: { path },
        }),
      ),
    onSuccess: ({ location }) =>
      leaveFor(location, { purpose: 'test', provider: provider.name, organisationId }),
  });
  const turn = useProviderChange(props, (now) =>
    now.state === 'active' ? `People can sign in with ${now.name}.` : `${now.name} is disabled.`,
  );
  const error = check.error ?? tryOut.error ?? turn.error;
  return (
    <Panel title="Use" flush>
      {error ? (
        <div className={classes.failure}>
          <ErrorPanel error={wordsOf(error)} focus />
        </div>
      ) : null}
      <List label="Use">
        <ListRow
          title="Check"
          actions={
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              Check documents
            </Button>
          }
        >
          Asks the provider for its documents and keys.
          {check.data ? (
            <p role="status" className={classes.checked}>
              It answers as it must
              {check.data.namesIssuer ? ', and says in its answers who it is.' : '.'}
            </p>
          ) : null}
        </ListRow>
        <ListRow
          title="Try out"
          actions={
            <Button variant="default" loading={tryOut.isPending} onClick={() => tryOut.mutate()}>
              Try a sign-in
            </Button>
          }
        >
          You sign in there, and see what it says about you. Nothing here changes.
        </ListRow>
        <ListRow
          title={active ? 'Disable' : 'Activate'}
          actions={
            <Button
              variant={active ? 'default' : 'filled'}
              loading={turn.isPending}
              onClick={() => turn.mutate({ state: active ? 'disabled' : 'active' })}
            >
              {active ? 'Disable provider' : 'Activate provider'}
            </Button>
          }
        >
          {active
            ? 'Nobody signs in with it any more. What people have connected is kept.'
            : 'People of your domains are offered it when they sign in.'}
        </ListRow>
        <ListRow
          title="Delete"
          actions={
            <Button variant="light" color="red" onClick={() => setDeleting(true)}>
              Delete provider
            </Button>
          }
        >
          For good, with all that people have connected.
        </ListRow>
      </List>
      {deleting ? <DeleteDialog {...props} onClose={() => setDeleting(false)} /> : null}
    </Panel>
  );
}

function DeleteDialog({ organisationId, provider, onClose }: ProviderProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/identity-providers/{providerId}', {
          params: { path: { organisationId, providerId: provider.id } },
        }),
      ),
    onSuccess: async () => {
      await navigate(paths.identityProviders(organisationId));
      await cache.invalidateQueries({ queryKey: ['identity-providers'] });
      showToast(`${provider.name} was deleted.`);
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Delete ${provider.name}?`}
      action="Delete provider"
      onConfirm={remove.mutate}
      loading={remove.isPending}
      error={remove.error ? wordsOf(remove.error) : undefined}
      typeName={provider.name}
    >
      Nobody signs in with it any more. Everybody who has connected an account would have to do it again with
      a new one. Whoever is signed in stays so. To stop it for a while, disable it instead.
    </ConfirmDialog>
  );
}
