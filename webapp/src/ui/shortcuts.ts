import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** One key (`j`, `/`, `?`) or two after each other (`g i`). */
  keys: string;
  /** What it does, as the help says it. */
  label: string;
  run: () => void;
}

const sequenceMs = 1000;
let registered: readonly Shortcut[] = [];
let pending = '';
let pendingAt = 0;
const listeners = new Set<() => void>();

/** Makes a key work while the component is in the page, and lists it in the keyboard help. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => register({ keys, label, run: () => latest.current() }), [keys, label]);
}

/** The keys that work right now, for the help. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => registered);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function register(shortcut: Shortcut): () => void {
  if (registered.length === 0) {
    document.addEventListener('keydown', onKeyDown);
  }
  change([...registered, shortcut]);
  return () => {
    change(registered.filter((other) => other !== shortcut));
    if (registered.length === 0) {
      document.removeEventListener('keydown', onKeyDown);
    }
  };
}

function change(next: readonly Shortcut[]): void {
  registered = next;
  listeners.forEach((listener) => listener());
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  const found = match(event.key, event.timeStamp);
  if (found) {
    event.preventDefault();
    found.run();
  }
}

/** The newest registration wins, so that a drawer may take over a key of the page below it. */
function match(key: string, at: number): Shortcut | undefined {
  const sequence = pending !== '' && at - pendingAt < sequenceMs ? `${pending} ${key}` : key;
  const found = registered.findLast((shortcut) => shortcut.keys === sequence);
  const begins = !found && registered.some((shortcut) => shortcut.keys.startsWith(`${key} `));
  pending = begins ? key : '';
  pendingAt = at;
  return found;
}

/** Keys belong to a field that is typed into, and to an open dialog or menu. */
function isTyping(target: EventTarget | null): boolean {
  return (
    !(target instanceof Element) ||
    target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !==
      null ||
    document.querySelector('[role=dialog], [role=menu]') !== null
  );
}
