import { Suspense, type ReactNode } from 'react';
import { Announcer } from '../ui/Announcer.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import classes from './AuthLayout.module.css';

/** One centred card on a quiet ground. */
export function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.ground}>
      <main className={classes.column}>
        <div className={classes.brand}>
          <Logo size={36} />
          <span className={classes.name}>Gatehouse</span>
        </div>
        <div className={classes.card}>
          <Announcer>
            <Suspense fallback={<Skeleton lines={4} label="page" />}>{children}</Suspense>
          </Announcer>
        </div>
      </main>
    </div>
  );
}
