import { clsx } from 'clsx';
import { NavLink, Outlet, useNavigate, useParams } from 'react-router';
import { useSession } from '../api/session.ts';
import { useShortcut } from '../ui/shortcuts.ts';
import classes from './AdminLayout.module.css';
import { adminPlacesOf, type Place } from './navigation.ts';

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
        <Outlet />
      </div>
    </div>
  );
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
