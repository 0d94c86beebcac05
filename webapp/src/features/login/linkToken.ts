import { useEffect } from 'react';

// Read once, when the page loads.
const token = window.location.hash.slice(1);

/** Whether it can be the token of a mailed link at all; a mail program may have cut the link at the end of a line. */
export function isWhole(link: string): boolean {
  return /^[\w-]{43}$/.test(link);
}

/** What is said of a link that is not whole. */
export const cutLink = {
  what: 'This link is not complete.',
  todo: 'Open it from the message again, or copy all of it into the address bar.',
};

/**
 * The token behind the '#' of a mailed link; empty without one. It leaves the address bar, so that no screenshot and no
 * history keeps it.
 */
export function useLinkToken(): string {
  useEffect(() => {
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }, []);
  return token;
}
