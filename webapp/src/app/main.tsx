import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '../ui/UiProvider.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { Outside } from './Outside.tsx';
import { outsidePathOf } from './paths.ts';

// Two applications in one: signing in needs neither router nor query cache, and crossing the gate loads the page anew.
const Inside = lazy(() => import('./Inside.tsx').then(({ Inside }) => ({ default: Inside })));

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no #root');
}
const outside = outsidePathOf(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <CrashBoundary>
        <Suspense>{outside ? <Outside path={outside} /> : <Inside />}</Suspense>
      </CrashBoundary>
    </UiProvider>
  </StrictMode>,
);
