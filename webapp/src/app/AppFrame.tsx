import { useEffect, useRef, useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { clsx } from 'clsx';
import { useSession } from '../api/session.ts';
import { KeyboardHelp } from '../ui/KeyboardHelp.tsx';
import { Logo } from '../ui/Logo.tsx';
import { SearchSlot } from '../ui/SectionSearch.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { Toasts } from '../ui/Toasts.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import classes from './AppFrame.module.css';
import { Banners } from './Banners.tsx';
import { type Place, railOf } from './navigation.ts';
import { paths } from './paths.ts';

/** Rail, top bar and banners around every page inside the gate. */
export function AppFrame() {
  const [searchSlot, setSearchSlot] = useState<HTMLElement | null>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const loading = useNavigation().state === 'loading';
  const main = useFocusOnNavigation();
  useShortcut('?', 'Show the keys of this page', () => setHelpOpen(true));
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.top}>
        <NavLink to={paths.home} className={clsx(classes.brand)} aria-label="Gatehouse, Home">
          <Logo size={28} />
        </NavLink>
        <div ref={setSearchSlot} className={classes.search} />
        <div className={classes.account}>
          <AccountMenu onShowKeys={() => setHelpOpen(true)} />
        </div>
        {loading ? (
          <div className={classes.progress} role="progressbar" aria-label="Loading the page" />
        ) : null}
      </header>
      <Rail />
      <div className={classes.content}>
        <Banners />
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <SearchSlot value={searchSlot}>
            <Outlet />
          </SearchSlot>
        </main>
      </div>
      <Toasts />
      <KeyboardHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function Rail() {
  const places = railOf(useSession());
  return (
    <nav className={classes.rail} aria-label="Gatehouse">
      {places.map((place) => (
        <RailPlace key={place.to} place={place} />
      ))}
    </nav>
  );
}

function RailPlace({ place }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(place.keys, `Go to ${place.label}`, () => void navigate(place.to));
  const Icon = place.icon;
  return (
    <NavLink to={place.to} end={place.exact ?? false} className={clsx(classes.place)}>
      <Icon size={22} stroke={1.7} aria-hidden="true" />
      <span>{place.label}</span>
    </NavLink>
  );
}

/** A new page begins at its top, for the eye and for a screen reader; filters in the address are no new page. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) {
      before.current = pathname;
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname]);
  return main;
}
