import type { RefObject } from 'react';
import { useShortcut } from './shortcuts.ts';

/** `j`/`k` move the focus from row to row, `x` ticks the row that has it; Enter opens, since the focus is on its link. */
export function useRowKeys(body: RefObject<HTMLTableSectionElement | null>): void {
  useShortcut('j', 'Next row', () => move(body.current, 1));
  useShortcut('k', 'Previous row', () => move(body.current, -1));
  useShortcut('x', 'Select row', () => {
    focusedRow(body.current)?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  });
}

function move(body: HTMLTableSectionElement | null, by: number): void {
  const rows = [...(body?.rows ?? [])];
  const row = focusedRow(body);
  const at = row ? rows.indexOf(row) + by : by > 0 ? 0 : rows.length - 1;
  const target = rows[Math.max(0, Math.min(at, rows.length - 1))];
  // The name's own link first, though the box to tick stands before it: Enter is to open.
  const handle =
    target?.querySelector<HTMLElement>('[data-primary] :is(a, button)') ??
    target?.querySelector<HTMLElement>('input, button, a');
  handle?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

function focusedRow(body: HTMLTableSectionElement | null): HTMLTableRowElement | null {
  const focused = document.activeElement;
  return focused && body?.contains(focused) ? focused.closest('tr') : null;
}
