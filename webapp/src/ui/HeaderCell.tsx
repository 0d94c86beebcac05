import { clsx } from 'clsx';
import classes from './DataTable.module.css';
import { IconArrowDown, IconArrowUp } from './icons.ts';

export interface Sort {
  key: string;
  descending: boolean;
}

interface HeaderCellProps {
  column: { key: string; header: string; sortable?: boolean; numeric?: boolean };
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

/** The head of a column; a sortable one is a button that turns the order. */
export function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const sorted = sort?.key === column.key ? sort : undefined;
  const order = sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined;
  const className = clsx(column.numeric && classes.numeric);
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    );
  }
  const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" className={className} aria-sort={order ?? 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort({ key: column.key, descending: sorted ? !sorted.descending : false })}
      >
        {column.header}
        {sorted ? <Arrow size={14} aria-hidden="true" /> : null}
      </button>
    </th>
  );
}
