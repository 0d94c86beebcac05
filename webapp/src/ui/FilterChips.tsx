import { Menu, UnstyledButton } from '@mantine/core';
import { clsx } from 'clsx';
import { IconChevronDown, IconX } from './icons.ts';
import classes from './FilterChips.module.css';

export interface Filter {
  /** Key of the value, usually a parameter of the address. */
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface FilterChipsProps {
  filters: readonly Filter[];
  /** What is set, by key; the page keeps it in the address. */
  values: Readonly<Record<string, string | undefined>>;
  onChange: (key: string, value: string | undefined) => void;
}

/** Filters of a list, one chip each. */
export function FilterChips({ filters, values, onChange }: FilterChipsProps) {
  return (
    <div className={classes.chips} role="group" aria-label="Filters">
      {filters.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          value={values[filter.key]}
          onChange={(value) => onChange(filter.key, value)}
        />
      ))}
    </div>
  );
}

interface FilterChipProps {
  filter: Filter;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function FilterChip({ filter, value, onChange }: FilterChipProps) {
  const chosen = filter.options.find((option) => option.value === value);
  return (
    <span className={clsx(classes.chip, chosen && classes.chosen)}>
      <Menu position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={clsx(classes.button)}>
            {chosen ? `${filter.label}: ${chosen.label}` : filter.label}
            {chosen ? null : <IconChevronDown size={14} aria-hidden="true" />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {filter.options.map((option) => (
            <Menu.Item key={option.value} onClick={() => onChange(option.value)}>
              {option.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen ? (
        <UnstyledButton
          className={clsx(classes.clear)}
          aria-label={`Remove the filter ${filter.label}`}
          onClick={() => onChange(undefined)}
        >
          <IconX size={14} aria-hidden="true" />
        </UnstyledButton>
      ) : null}
    </span>
  );
}
