import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useLocation, useNavigate, useParams } from 'react-router';
import { prefetch } from '../../api/queryClient.ts';
import { may, useSession } from '../../api/session.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { paths } from '../../app/paths.ts';
import { CopyLine } from '../../ui/CopyLine.tsx';
import { Detail, Details } from '../../ui/Details.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { ApplicationActions } from './ApplicationActions.tsx';
import { ApplicationSettings } from './ApplicationSettings.tsx';
import classes from './oauth.module.css';
import { ProofSettings } from './ProofSettings.tsx';
import { ProtectionSettings } from './ProtectionSettings.tsx';
import { applicationQuery } from './queries.ts';
import { SecretPanel } from './SecretPanel.tsx';
import { SignOutSettings } from './SignOutSettings.tsx';
import { TokenSettings } from './TokenSettings.tsx';
import { type Application, kindName, kindOf, stateMeaning, stateName } from './words.ts';

/** What every section of the drawer is about. */
export interface ApplicationProps {
  organisationId: string;
  application: Application;
}

export function loader({ params }: LoaderFunctionArgs) {
  return prefetch(applicationQuery(params.organisationId ?? '', params.clientId ?? ''));
}

/** Everything about one application, beside the list and with an address of its own. */
export function Component() {
  const { organisationId = '', clientId = '' } = useParams();
  const query = useQuery(applicationQuery(organisationId, clientId));
  const navigate = useNavigate();
  const { search } = useLocation();
  const close = () => {
    // Escape reaches every open dialog: while one stands over the drawer, it means that one.
    if (document.querySelector('.mantine-Modal-content') === null) {
      void navigate({ pathname: paths.applications(organisationId), search });
    }
  };
  return (
    <Drawer opened onClose={close} size="lg" title={query.data?.name ?? 'Application'}>
      <Loaded query={query} label="this application" lines={8}>
        {(application) => (
          <Sections key={application.id} organisationId={organisationId} application={application} />
        )}
      </Loaded>
    </Drawer>
  );
}

function Sections(props: ApplicationProps) {
  const { application } = props;
  const provider = may(useSession(), 'provider');
  return (
    <div className={classes.sections}>
      <Panel label="Overview">
        <Details across>
          <Detail label="State">
            <StatusChip meaning={stateMeaning[application.state]}>{stateName[application.state]}</StatusChip>
          </Detail>
          <Detail label="Kind">{kindName[kindOf(application)]}</Detail>
          <Detail label="Since">
            <RelativeTime at={application.createdAt} />
          </Detail>
        </Details>
      </Panel>
      <Panel title="What the application has to be told">
        <div className={classes.lines}>
          <CopyLine label="Client ID" text={application.id} action="Copy client ID" />
          <CopyLine
            label="Address of this server (issuer)"
            text={window.location.origin}
            action="Copy issuer"
          />
        </div>
      </Panel>
      {application.firstParty && !provider ? (
        <Panel title="Settings">
          Nobody is asked before this application gets access, so its settings are the provider’s. You can
          suspend or delete it.
        </Panel>
      ) : (
        <EverySetting {...props} />
      )}
      {/* Anew in another state: what was refused in the one before is no longer true. */}
      <ApplicationActions key={application.state} {...props} />
    </div>
  );
}

function EverySetting(props: ApplicationProps) {
  const { application } = props;
  return (
    <>
      {application.authMethod === 'none' ? null : (
        <>
          {application.authMethod === 'private_key_jwt' ? null : <SecretPanel {...props} />}
          <ProofSettings {...props} />
        </>
      )}
      <ApplicationSettings {...props} />
      {kindOf(application) === 'service' ? null : <SignOutSettings {...props} />}
      <ProtectionSettings {...props} />
      <TokenSettings {...props} />
    </>
  );
}
