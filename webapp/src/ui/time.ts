const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const zoned = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const minute = 60_000;
const hour = 60 * minute;

/** For lists: "just now", "5 minutes ago", "in 2 days"; a date when it is more than a week away. */
export function relativeTime(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const away = Math.abs(distance);
  if (away < 45_000) {
    return 'just now';
  }
  if (away < hour) {
    return relative.format(Math.round(distance / minute) || Math.sign(distance), 'minute');
  }
  if (away < 22 * hour) {
    return relative.format(Math.round(distance / hour), 'hour');
  }
  if (away < 7 * 24 * hour) {
    return relative.format(Math.round(distance / (24 * hour)) || Math.sign(distance), 'day');
  }
  return shortDate(at, now);
}

/** "1 Dec", with the year when it is not this one. */
export function shortDate(at: Date, now: Date): string {
  return (at.getFullYear() === now.getFullYear() ? day : dayAndYear).format(at);
}

/** For details and on hover: the moment to the second, with the reader's zone. */
export function absoluteTime(at: Date): string {
  return zoned.format(at);
}
