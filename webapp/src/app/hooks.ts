import { useCallback } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Paging } from '../ui/DataTable.tsx';

export interface UrlFilters<Key extends string> {
  values: Partial<Record<Key, string>>;
  /** Sets or removes one; the list begins at its first page again. */
  set: (key: Key, value: string | undefined) => void;
  /** Removes all of them. */
  clear: () => void;
  /** The query with these filters and nothing else (`?state=active`, or nothing), for a CSV link. */
  query: string;
}

/** Filters of a list, kept in the address so that a link shows the same rows. `keys` stands outside the component. */
export function useUrlFilters<Key extends string>(keys: readonly Key[]): UrlFilters<Key> {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (key: Key, value: string | undefined) => {
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          next.delete('cursor');
          if (value === undefined || value === '') {
            next.delete(key);
          } else {
            next.set(key, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  const clear = useCallback(() => setSearch({}, { replace: true }), [setSearch]);
  const entries = keys.flatMap((key) =>
    search
      .getAll(key)
      .slice(0, 1)
      .map((value): [Key, string] => [key, value]),
  );
  return {
    values: Object.fromEntries(entries) as Partial<Record<Key, string>>,
    set,
    clear,
    query: entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`,
  };
}

/** The page of a list that the address names. */
export function useCursor(): string | undefined {
  const [search] = useSearchParams();
  return search.get('cursor') ?? undefined;
}

/**
 * Turns the pages of a list by the contract's cursor. The pages before are kept with the history entry, so that going
 * back works by the button and by the browser.
 */
export function usePaging(next: string | undefined, total?: string): Paging {
  const { state, pathname } = useLocation() as { state: { before?: string[] } | null; pathname: string };
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const before = state?.before ?? [];

  const go = (to: string | undefined, trail: string[]) => {
    const params = new URLSearchParams(search);
    params.delete('cursor');
    if (to) {
      params.set('cursor', to);
    }
    void navigate({ pathname, search: params.toString() }, { state: { before: trail } });
  };
  return {
    onNext: next === undefined ? undefined : () => go(next, [...before, cursor ?? '']),
    onPrevious: cursor === null ? undefined : () => go(before.at(-1), before.slice(0, -1)),
    total,
  };
}
