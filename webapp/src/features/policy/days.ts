/** The day `ahead` days after `from` in the reader's zone, as a date field wants it: 2026-12-01. */
export function localDay(from: Date, ahead: number): string {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + ahead);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** When a day of a date field begins in the reader's zone; nothing while the field is empty. */
export function startOfDay(day: string): Date | undefined {
  const date = new Date(`${day}T00:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
