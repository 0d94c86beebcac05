import { absoluteTime, relativeTime, shortDate } from './time.ts';
import { useNow } from './useNow.ts';

/** A moment as people say it, the exact one with its zone on hover. `at` is RFC 3339. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(30_000);
  const date = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(date)}>
      {relativeTime(date, now)}
    </time>
  );
}

/** The day of a moment, the exact one with its zone on hover: "1 Dec". */
export function DayOf({ at }: { at: string }) {
  const now = useNow(60_000);
  const date = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(date)}>
      {shortDate(date, now)}
    </time>
  );
}

/** A moment to the second, for details. */
export function ExactTime({ at }: { at: string }) {
  return <time dateTime={at}>{absoluteTime(new Date(at))}</time>;
}
