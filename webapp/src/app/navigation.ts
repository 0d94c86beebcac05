import { may, type Permission, type SignedIn } from '../api/session.ts';
import {
  IconAppWindow,
  IconBuilding,
  IconHistory,
  IconHome,
  IconKey,
  IconLogin2,
  IconSettings,
  IconShieldCheck,
  IconShieldHalf,
  IconUsers,
  IconWorld,
} from '../ui/icons.ts';
import { paths } from './paths.ts';

export interface Place {
  to: string;
  label: string;
  icon: typeof IconHome;
  /** Jumps here from anywhere. */
  keys: string;
  permission: Permission;
  /** Only the very address is this place, not what lies below it. */
  exact?: boolean;
  /** One more address that belongs to this place. */
  also?: string;
}

/** The icon rail; a service adds its line here when it exists. */
const rail: readonly Place[] = [
  { to: paths.home, label: 'Home', icon: IconHome, keys: 'g h', permission: 'self', exact: true },
  { to: paths.security, label: 'Security', icon: IconShieldCheck, keys: 'g s', permission: 'self' },
  { to: paths.admin, label: 'Admin', icon: IconSettings, keys: 'g a', permission: 'organisation' },
];

export function railOf(session: SignedIn): readonly Place[] {
  const places = rail.filter((place) => may(session, place.permission));
  return may(session, 'audit') && !may(session, 'organisation')
    ? [...places, auditOnly(session.organisation.id)]
    : places;
}

/** For a compliance officer, who reads the log and administers nothing. */
function auditOnly(organisationId: string): Place {
  return {
    to: paths.audit(organisationId),
    label: 'Audit log',
    icon: IconHistory,
    keys: 'g a',
    permission: 'audit',
  };
}

/** The list beside the pages of Admin, for the organisation in sight. */
export function adminPlacesOf(session: SignedIn, organisationId: string): readonly Place[] {
  const places: readonly Place[] = [
    {
      to: paths.organisations,
      label: 'Organisations',
      icon: IconBuilding,
      keys: 'g o',
      permission: 'provider',
      exact: true,
    },
    {
      to: paths.providerPolicy,
      label: 'Provider policy',
      icon: IconShieldHalf,
      keys: 'g r',
      permission: 'provider',
    },
    {
      to: paths.signingKeys,
      label: 'Signing keys',
      icon: IconKey,
      keys: 'g k',
      permission: 'provider',
    },
    {
      to: paths.accounts(organisationId),
      also: paths.accountImport(organisationId),
      label: 'People',
      icon: IconUsers,
      keys: 'g p',
      permission: 'organisation',
    },
    {
      to: paths.domains(organisationId),
      label: 'Domains',
      icon: IconWorld,
      keys: 'g d',
      permission: 'organisation',
    },
    {
      to: paths.policy(organisationId),
      label: 'Policy',
      icon: IconShieldCheck,
      keys: 'g y',
      permission: 'organisation',
    },
    {
      to: paths.applications(organisationId),
      label: 'Applications',
      icon: IconAppWindow,
      keys: 'g c',
      permission: 'organisation',
    },
    {
      to: paths.identityProviders(organisationId),
      label: 'Identity providers',
      icon: IconLogin2,
      keys: 'g i',
      permission: 'organisation',
    },
    {
      to: paths.audit(organisationId),
      label: 'Audit log',
      icon: IconHistory,
      keys: 'g l',
      permission: 'audit',
    },
  ];
  return places.filter((place) => may(session, place.permission));
}

/** The first page of Admin that somebody may read; home for whoever may read none. */
export function adminStartOf(session: SignedIn): string {
  return adminPlacesOf(session, session.organisation.id)[0]?.to ?? paths.home;
}
