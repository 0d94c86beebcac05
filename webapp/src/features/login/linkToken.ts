import { useEffect } from 'react';

// Read once, when the page loads.
const token = window.location.hash.slice(1);

/**
 * The token behind the '#' of a mailed link; empty without one. It leaves the address bar, so that no screenshot and no
 * history keeps it.
 */
export function useLinkToken(): string {
  useEffect(() => {
    window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return token;
}
