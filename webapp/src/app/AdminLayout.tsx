import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Link, NavLink, Outlet, useNavigate, useParams } from 'react-router';
import { organisationQuery } from '../api/organisation.ts';
import { useSession } from '../api/session.ts';
import { Banner } from '../ui/Banner.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import classes from './AdminLayout.module.css';
import { adminPlacesOf, type Place } from './navigation.ts';
import { paths } from './paths.ts';

/** The section list of Admin beside its pages. */
export function AdminLayout() {
  const session = useSession();
  const { organisationId = session.organisation.id } = useParams();
  return (
    <div className={classes.section}>
      <nav className={classes.list} aria-label="Admin">
        {adminPlacesOf(session, organisationId).map((place) => (
          <SectionPlace key={place.keys} place={place} />
        ))}
      </nav>
      <div className={classes.page}>
        {organisationId === session.organisation.id ? null : <OtherOrganisation id={organisationId} />}
        <Outlet />
      </div>
    </div>
  );
}

/** Tells the provider whose pages these are. */
function OtherOrganisation({ id }: { id: string }) {
  const { data } = useQuery(organisationQuery(id));
  return data ? (
    <Banner meaning="info" action={<Link to={paths.organisations}>Back to Organisations</Link>}>
      You manage {data.name}
      {data.state === 'suspended' ? ', which is suspended' : null}.
    </Banner>
  ) : null;
}

function SectionPlace({ place }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(place.keys, `Go to ${place.label}`, () => void navigate(place.to));
  const Icon = place.icon;
  return (
    <NavLink to={place.to} end={place.exact ?? false} className={clsx(classes.place)}>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {place.label}
    </NavLink>
  );
}
