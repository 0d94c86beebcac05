import { useRef, type ReactNode } from 'react';
import { Button, Checkbox, Group } from '@mantine/core';
import { clsx } from 'clsx';
import classes from './DataTable.module.css';
import { HeaderCell, type Sort } from './HeaderCell.tsx';
import { IconChevronLeft, IconChevronRight } from './icons.ts';
import { Skeleton } from './Skeleton.tsx';
import { useRowKeys } from './useRowKeys.ts';

/** Key of the column with a row's buttons: on one line in the table, side by side at the foot of the card on a phone. */
const actionsKey = 'actions';

/** A column; columns stand as a constant outside the page component. */
export interface Column<Row> {
  /** `actions` for the buttons of a row. */
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The row's name: heading of its card on a phone. A link or button in it is stretched over the whole row. */
  primary?: boolean;
  sortable?: boolean;
  /** Right-aligned figures. */
  numeric?: boolean;
  /** Short values that stay on one line: times, networks, states. */
  tight?: boolean;
}

export interface Selection {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
}

export interface Paging {
  /** Absent on the last page. */
  onNext?: (() => void) | undefined;
  /** Absent on the first page. */
  onPrevious?: (() => void) | undefined;
  /** Such as "214 people". */
  total?: string | undefined;
}

interface DataTableProps<Row> {
  /** Names the table for screen readers, such as "People". */
  label: string;
  columns: readonly Column<Row>[];
  /** undefined while they load. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** What a row is called, for the checkbox's name. */
  rowName: (row: Row) => string;
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
  /** Shown instead of rows when they could not be loaded. */
  error?: ReactNode;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  paging?: Paging;
  /** Under the table on the left: the CSV button. */
  footer?: ReactNode;
}

/** A dense table that becomes cards on a phone. `j` and `k` move, `x` selects, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowName, empty, error, sort, onSort, selection } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);

  if (error) {
    return <div className={classes.message}>{error}</div>;
  }
  if (rows === undefined) {
    return (
      <div className={classes.message}>
        <Skeleton lines={6} label={label} />
      </div>
    );
  }
  if (rows.length === 0) {
    return empty;
  }
  return (
    <>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className={classes.select}>
                <SelectAll keys={rows.map(rowKey)} selection={selection} />
              </th>
            ) : null}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-selected={selection?.keys.has(rowKey(row)) ?? undefined}>
              {selection ? (
                <td className={classes.select}>
                  <SelectRow name={rowName(row)} rowKey={rowKey(row)} selection={selection} />
                </td>
              ) : null}
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.header}
                  data-primary={column.primary}
                  className={clsx(
                    column.numeric && classes.numeric,
                    column.tight && classes.tight,
                    column.key === actionsKey && classes.actions,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Foot {...props} />
    </>
  );
}

function SelectAll({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const chosen = keys.filter((key) => selection.keys.has(key)).length;
  return (
    <Checkbox
      aria-label="Select all on this page"
      checked={chosen === keys.length}
      indeterminate={chosen > 0 && chosen < keys.length}
      onChange={() => selection.onChange(new Set(chosen === keys.length ? [] : keys))}
    />
  );
}

function SelectRow({ name, rowKey, selection }: { name: string; rowKey: string; selection: Selection }) {
  const toggle = () => {
    const next = new Set(selection.keys);
    if (!next.delete(rowKey)) {
      next.add(rowKey);
    }
    selection.onChange(next);
  };
  return <Checkbox aria-label={`Select ${name}`} checked={selection.keys.has(rowKey)} onChange={toggle} />;
}

function Foot<Row>({ paging, footer, label }: DataTableProps<Row>) {
  if (!paging && !footer) {
    return null;
  }
  return (
    <div className={classes.foot}>
      {footer}
      {paging ? (
        <Group component="nav" gap="sm" ml="auto" aria-label={`Pages of ${label}`}>
          {paging.total ? <span className={classes.total}>{paging.total}</span> : null}
          {paging.onPrevious || paging.onNext ? <Turns {...paging} /> : null}
        </Group>
      ) : null}
    </div>
  );
}

function Turns({ onPrevious, onNext }: Paging) {
  return (
    <>
      <Button
        variant="default"
        disabled={!onPrevious}
        onClick={onPrevious}
        leftSection={<IconChevronLeft size={16} aria-hidden="true" />}
      >
        Previous page
      </Button>
      <Button
        variant="default"
        disabled={!onNext}
        onClick={onNext}
        rightSection={<IconChevronRight size={16} aria-hidden="true" />}
      >
        Next page
      </Button>
    </>
  );
}
