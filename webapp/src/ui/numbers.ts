const format = new Intl.NumberFormat('en-GB');

/** A whole number with separators: 12,345. */
export function formatNumber(value: number): string {
  return format.format(value);
}

/** A number with what it counts: "1 person", "214 people". */
export function counted(value: number, one: string, many: string): string {
  return `${format.format(value)} ${value === 1 ? one : many}`;
}
