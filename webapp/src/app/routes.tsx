import { createBrowserRouter } from 'react-router';
import { AdminLayout } from './AdminLayout.tsx';
import { AdminStart } from './AdminStart.tsx';
import { AppFrame } from './AppFrame.tsx';
import { enterLoader } from './enterLoader.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { paths } from './paths.ts';
import { OuterCrash, RouteCrash } from './RouteCrash.tsx';

const organisation = ':organisationId';

/** Each feature is a chunk of its own; a route module exports `Component` and, to fetch early, `loader`. */
export const router = createBrowserRouter([
  {
    Component: AppFrame,
    loader: enterLoader,
    shouldRevalidate: () => false,
    ErrorBoundary: OuterCrash,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteCrash,
        children: [
          { path: paths.home, lazy: () => import('../features/home/HomePage.tsx') },
          { path: paths.security, lazy: () => import('../features/security/SecurityPage.tsx') },
          {
            path: paths.admin,
            Component: AdminLayout,
            children: [
              {
                ErrorBoundary: RouteCrash,
                children: [
                  { index: true, Component: AdminStart },
                  {
                    path: paths.organisations,
                    lazy: () => import('../features/account/OrganisationsPage.tsx'),
                  },
                  {
                    path: paths.accounts(organisation),
                    lazy: () => import('../features/account/AccountsPage.tsx'),
                    children: [
                      {
                        path: paths.account(organisation, ':accountId'),
                        lazy: () => import('../features/account/AccountDrawer.tsx'),
                      },
                    ],
                  },
                  {
                    path: paths.accountImport(organisation),
                    lazy: () => import('../features/account/ImportPage.tsx'),
                  },
                  {
                    path: paths.domains(organisation),
                    lazy: () => import('../features/account/DomainsPage.tsx'),
                  },
                  {
                    path: paths.providerPolicy,
                    lazy: () => import('../features/policy/ProviderPolicyPage.tsx'),
                  },
                  {
                    path: paths.policy(organisation),
                    lazy: () => import('../features/policy/PolicyPage.tsx'),
                  },
                  {
                    path: paths.applications(organisation),
                    lazy: () => import('../features/oauth/ApplicationsPage.tsx'),
                    children: [
                      {
                        path: paths.application(organisation, ':clientId'),
                        lazy: () => import('../features/oauth/ApplicationDrawer.tsx'),
                      },
                    ],
                  },
                  {
                    path: paths.identityProviders(organisation),
                    lazy: () => import('../features/federation/ProvidersPage.tsx'),
                    children: [
                      {
                        path: paths.identityProvider(organisation, ':providerId'),
                        lazy: () => import('../features/federation/ProviderDrawer.tsx'),
                      },
                    ],
                  },
                  {
                    path: paths.signingKeys,
                    lazy: () => import('../features/oauth/SigningKeysPage.tsx'),
                  },
                  { path: paths.audit(organisation), lazy: () => import('../features/audit/AuditPage.tsx') },
                ],
              },
            ],
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
