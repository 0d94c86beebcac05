import { isSignedIn, sessionQuery, type SignedIn } from '../api/session.ts';
import { queryClient } from '../api/queryClient.ts';
import { signInFor } from './paths.ts';

/** Lets signed-in people in and sends the others to the sign-in page, which leads back here. */
export async function enterLoader({ request }: { request: Request }): Promise<SignedIn> {
  const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' });
  if (isSignedIn(session)) {
    return session;
  }
  const { pathname, search } = new URL(request.url);
  window.location.assign(signInFor(pathname + search));
  // The page is being left: nothing is drawn until it is.
  return new Promise(() => undefined);
}
