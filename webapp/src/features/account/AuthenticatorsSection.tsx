import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconDeviceMobile, IconFingerprint, IconKey } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { counted } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { Tag } from '../../ui/StatusChip.tsx';
import classes from './account.module.css';
import type { PersonProps } from './AccountDrawer.tsx';
import { PassDialog } from './PassDialog.tsx';
import { accountFactorsQuery } from './queries.ts';
import { usePersonChange } from './usePersonChange.ts';
import { factorName } from './words.ts';

const icons = { totp: IconDeviceMobile, passkey: IconFingerprint, 'security-key': IconKey };

export function AuthenticatorsSection(person: PersonProps) {
  const { organisationId, account, own } = person;
  const query = useQuery(accountFactorsQuery(organisationId, account.id));
  const [open, setOpen] = useState<'reset' | 'pass'>();
  const close = () => setOpen(undefined);
  return (
    <Panel
      title="Authenticators"
      lead={own ? 'This is your own account: change them in your security settings.' : undefined}
      flush
      actions={
        own ? null : (
          <>
            <Button variant="default" onClick={() => setOpen('pass')}>
              Issue enrolment pass
            </Button>
            {account.factors.length > 0 ? (
              <Button variant="light" color="red" onClick={() => setOpen('reset')}>
                Reset authenticators
              </Button>
            ) : null}
          </>
        )
      }
    >
      <Loaded query={query} label="authenticators">
        {({ items, recoveryCodes }) =>
          items.length === 0 ? (
            <p className={classes.nothing}>
              None yet. {own ? null : 'With an enrolment pass this person can set up the first one.'}
            </p>
          ) : (
            <List label="Authenticators">
              {items.map((factor) => {
                const Icon = icons[factor.kind];
                return (
                  <ListRow
                    key={factor.id}
                    icon={<Icon size={20} />}
                    title={
                      <>
                        {factor.name} <Tag>{factorName[factor.kind]}</Tag>
                      </>
                    }
                  >
                    Added <RelativeTime at={factor.createdAt} />,{' '}
                    {factor.lastUsedAt ? (
                      <>
                        last used <RelativeTime at={factor.lastUsedAt} />
                      </>
                    ) : (
                      'not used yet'
                    )}
                  </ListRow>
                );
              })}
              <ListRow icon={<IconKey size={20} />} title="Recovery codes">
                {recoveryCodes.remaining === 0
                  ? 'None left'
                  : `${counted(recoveryCodes.remaining, 'code', 'codes')} left`}
              </ListRow>
            </List>
          )
        }
      </Loaded>
      {open === 'reset' ? <ResetDialog {...person} onClose={close} /> : null}
      {open === 'pass' ? <PassDialog {...person} onClose={close} /> : null}
    </Panel>
  );
}

function ResetDialog({ organisationId, account, onClose }: PersonProps & { onClose: () => void }) {
  const reset = usePersonChange(
    () =>
      must(
        client.DELETE('/api/v1/organisations/{organisationId}/accounts/{accountId}/factors', {
          params: { path: { organisationId, accountId: account.id } },
        }),
      ),
    `The authenticators of ${account.name} were removed.`,
    onClose,
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Reset the authenticators of ${account.name}?`}
      action="Reset authenticators"
      onConfirm={reset.mutate}
      loading={reset.isPending}
      error={reset.error ? wordsOf(reset.error) : undefined}
      typeName={account.name}
    >
      All authenticators are removed, and the person is told by mail. Where a second step is required, the
      next sign-in asks for a mailed code, never for the password alone. Make sure by voice or in person that
      it is really {account.name} who asks.
    </ConfirmDialog>
  );
}
