import { useEffect, useState } from 'react';

/** How long a question must have been in front before it can be allowed, in milliseconds. */
const settleMs = 500;

/**
 * False until the page has been in front for a moment: a page that lures somebody into clicking twice, and lays this one under the
 * second click, gets nothing.
 */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer = window.setTimeout(() => setSettled(true), settleMs);
    const begin = () => {
      window.clearTimeout(timer);
      setSettled(false);
      timer = window.setTimeout(() => setSettled(true), settleMs);
    };
    window.addEventListener('focus', begin);
    document.addEventListener('visibilitychange', begin);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('focus', begin);
      document.removeEventListener('visibilitychange', begin);
    };
  }, []);
  return settled;
}
