import { useState } from 'react';
import { Select } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { given } from '../../api/given.ts';

const peopleQuery = (organisationId: string, q: string) =>
  queryOptions({
    queryKey: ['accounts', organisationId, 'audit-filter', q],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts', {
          params: { path: { organisationId }, query: given({ q: q === '' ? undefined : q, limit: 20 }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** The one whom the address names, when another visit has chosen. */
const personQuery = (organisationId: string, accountId: string) =>
  queryOptions({
    queryKey: ['accounts', organisationId, 'one', accountId],
    queryFn: ({ signal }) =>
      must(
        client.GET('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
          params: { path: { organisationId, accountId } },
          signal,
        }),
      ),
  });

interface PersonFilterProps {
  organisationId: string;
  label: string;
  /** Id of the person, as the address has it. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Finds a person by name or address. Who is chosen but not among those found stays. */
export function PersonFilter({ organisationId, label: what, value, onChange }: PersonFilterProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const named = useQuery({
    ...personQuery(organisationId, value ?? ''),
    enabled: value !== undefined && chosen?.value !== value,
  });
  const label =
    chosen && chosen.value === value
      ? chosen.label
      : (named.data?.name ?? (named.error ? 'Somebody deleted' : '…'));
  // The field holds the chosen name after a choice; that is no search.
  const people = useQuery(
    peopleQuery(organisationId, value !== undefined && search === label ? '' : search.trim()),
  );
  const found = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const kept =
    value === undefined || found.some((person) => person.value === value) ? [] : [{ value, label }];
  const data = [...kept, ...found];
  return (
    <Select
      label={what}
      placeholder="Anybody"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Remove the filter ${what}` }}
      data={data}
      // The server has searched already, addresses too.
      filter={({ options }) => options}
      value={value ?? null}
      onSearchChange={setSearch}
      nothingFoundMessage="Nobody found"
      onChange={(id) => {
        setChosen(data.find((person) => person.value === id));
        onChange(id ?? undefined);
      }}
    />
  );
}
