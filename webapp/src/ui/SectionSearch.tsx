import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { TextInput } from '@mantine/core';
import { IconSearch } from './icons.ts';
import { useShortcut } from './shortcuts.ts';

/** The place in the top bar that a section's search moves into. */
export const SearchSlot = createContext<HTMLElement | null>(null);

interface SectionSearchProps {
  /** What is searched, such as "Search people". */
  label: string;
  value: string;
  /** Told 250 ms after the last key. */
  onChange: (value: string) => void;
}

/** The search of a section: shown in the top bar, reached by `/`. */
export function SectionSearch({ label, value, onChange }: SectionSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  // Emptied from outside, by a button that removes all filters: the field follows.
  if (value !== before) {
    setBefore(value);
    if (value === '') {
      setTyped('');
    }
  }
  useShortcut('/', label, () => input.current?.focus());
  useEffect(() => {
    if (typed === value) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  const slot = useContext(SearchSlot);
  const field = (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
    />
  );
  return slot ? createPortal(field, slot) : field;
}
