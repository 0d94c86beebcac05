import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { VisuallyHidden } from '@mantine/core';

const Say = createContext<(words: string) => void>(() => undefined);

/** Tells screen readers what changes below it, by one live region that stays while the rest comes and goes. */
export function Announcer({ children }: { children: ReactNode }) {
  const [words, say] = useState('');
  return (
    <Say value={say}>
      {children}
      <VisuallyHidden role="status">{words}</VisuallyHidden>
    </Say>
  );
}

export function useAnnounce(words: string): void {
  const say = use(Say);
  useEffect(() => say(words), [say, words]);
}
