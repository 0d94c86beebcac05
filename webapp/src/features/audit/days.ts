/** The local day in which a time of the address lies, as a date field wants it; empty for none. */
export function dayOf(time: string | undefined): string {
  const date = time === undefined ? undefined : new Date(time);
  if (date === undefined || Number.isNaN(date.getTime())) {
    return '';
  }
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When a day begins in the reader's zone (RFC 3339); nothing for an empty field. */
export function dayStart(day: string): string | undefined {
  return timeOf(new Date(`${day}T00:00`));
}

/** When the day after a day begins: `to` is exclusive, and people mean the whole day. */
export function dayEnd(day: string): string | undefined {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + 1);
  return timeOf(date);
}

/** The last day that an exclusive end still holds. */
export function lastDayOf(end: string | undefined): string {
  const date = end === undefined ? undefined : new Date(end);
  return date === undefined || Number.isNaN(date.getTime())
    ? ''
    : dayOf(new Date(date.getTime() - 1).toISOString());
}

function timeOf(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
