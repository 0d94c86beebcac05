import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { wordsOf } from '../api/problem.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  /** What is being loaded, in the plural: "sessions". */
  label: string;
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query brought, a skeleton until then, or why it did not come and a way to try again. */
export function Loaded<Data>({ query, label, lines = 3, children }: LoadedProps<Data>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  return query.error ? <LoadError query={query} /> : <Skeleton lines={lines} label={label} />;
}

/** Why a query brought nothing, and a way to try again. */
export function LoadError({ query }: { query: Pick<UseQueryResult, 'error' | 'refetch' | 'isFetching'> }) {
  return (
    <ErrorPanel
      error={wordsOf(query.error)}
      action={
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    />
  );
}
