import { useEffect, useRef } from 'react';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Link, NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
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
  const list = useCurrentInSight();
  return (
    <div className={classes.section}>
      <nav ref={list} className={classes.list} aria-label="Admin">
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

/** On a phone the list is one line that scrolls: the place where one is must be in it. */
function useCurrentInSight() {
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    list.current
      ?.querySelector('[aria-current=page]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return list;
}

/** Tells the provider whose pages these are. */
function OtherOrganisation({ id }: { id: string }) {
  const { data } = useQuery(organisationQuery(id));
  return data ? (
    <div className={classes.other}>
      <Banner
        meaning="info"
        action={
          <Anchor component={Link} to={paths.organisations} className={clsx(classes.back)} underline="always">
            Back to Organisations
          </Anchor>
        }
      >
        You manage <b>{data.name}</b>
        {data.state === 'suspended' ? ', which is suspended' : null}.
      </Banner>
    </div>
  ) : null;
}

function SectionPlace({ place }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(place.keys, `Go to ${place.label}`, () => void navigate(place.to));
  const { pathname } = useLocation();
  const Icon = place.icon;
  const words = (
    <>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {place.label}
    </>
  );
  return pathname === place.also ? (
    <Link to={place.to} aria-current="page" className={clsx(classes.place)}>
      {words}
    </Link>
  ) : (
    <NavLink to={place.to} end={place.exact ?? false} className={clsx(classes.place)}>
      {words}
    </NavLink>
  );
}
