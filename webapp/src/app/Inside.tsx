import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { queryClient } from '../api/queryClient.ts';
import '../ui/styles/app.css';
import { router } from './routes.tsx';
import { StepUpHost } from './StepUpHost.tsx';

/** Everything behind the sign-in. */
export function Inside() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <StepUpHost />
    </QueryClientProvider>
  );
}
