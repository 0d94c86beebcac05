import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useLocation, useNavigate, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import type { components } from '../../api/schema.d.ts';
import { useSession } from '../../api/session.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { Detail, Details } from '../../ui/Details.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import classes from './account.module.css';
import { AddressesSection } from './AddressesSection.tsx';
import { AuthenticatorsSection } from './AuthenticatorsSection.tsx';
import { PersonActions } from './PersonActions.tsx';
import { accountQuery } from './queries.ts';
import { RenameSection } from './RenameSection.tsx';
import { RolesSection } from './RolesSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { stateMeaning, stateName } from './words.ts';

/** What every section of the drawer is about. */
export interface PersonProps {
  organisationId: string;
  account: components['schemas']['Account'];
  /** It is the account of whoever looks at it: some things are not theirs to do. */
  own: boolean;
}

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(accountQuery(params.organisationId ?? '', params.accountId ?? ''));
}

/** Everything about one person, beside the list and with an address of its own. */
export function Component() {
  const { organisationId = '', accountId = '' } = useParams();
  const query = useQuery(accountQuery(organisationId, accountId));
  const navigate = useNavigate();
  const { search } = useLocation();
  const close = () => {
    // Escape reaches every open dialog: while one stands over the drawer, it means that one.
    if (document.querySelector('.mantine-Modal-content') === null) {
      void navigate({ pathname: paths.accounts(organisationId), search });
    }
  };
  return (
    <Drawer opened onClose={close} size="lg" title={query.data?.name ?? 'Person'}>
      <Loaded query={query} label="this person" lines={8}>
        {(account) => <Person key={account.id} organisationId={organisationId} account={account} />}
      </Loaded>
    </Drawer>
  );
}

function Person({ organisationId, account }: Omit<PersonProps, 'own'>) {
  const own = useSession().account.id === account.id;
  const person = { organisationId, account, own };
  return (
    <div className={classes.sections}>
      <Panel label="Overview">
        <Details across>
          <Detail label="State">
            <StatusChip meaning={stateMeaning[account.state]}>{stateName[account.state]}</StatusChip>
          </Detail>
          <Detail label="Last sign-in">
            {account.lastSignInAt ? <RelativeTime at={account.lastSignInAt} /> : 'Never'}
          </Detail>
          <Detail label="Account since">
            <RelativeTime at={account.createdAt} />
          </Detail>
        </Details>
      </Panel>
      <AuthenticatorsSection {...person} />
      <SessionsSection {...person} />
      <AddressesSection {...person} />
      {/* Anew when the server's roles change, so that the boxes show what is. */}
      <RolesSection key={account.roles.join(' ')} {...person} />
      <RenameSection key={account.name} {...person} />
      {/* Anew in another state: what was refused in the one before is no longer true. */}
      <PersonActions key={account.state} {...person} />
    </div>
  );
}
