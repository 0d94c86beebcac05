import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  message: string;
  /** Takes the change back. */
  undo?: () => void;
}

/** How long a toast stays in sight, in milliseconds. */
export const toastMs = 8000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says what was done, with a way back where there is one. The newest three stay. */
export function showToast(message: string, undo?: () => void): void {
  lastId += 1;
  change([...toasts.slice(-2), { id: lastId, message, ...(undo ? { undo } : {}) }]);
}

export function closeToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}
