// How times read: absolute, by the reader's locale.
import { NO_VALUE } from "./formatNumber.ts";

/** `iso` (a UTC time) as `Nov 20, 2026, 14:32` in `timeZone`, else in the reader's own; "—" when it is no time. */
export function formatDateTime(iso: string, locale: string, timeZone?: string): string {
  const day = { year: "numeric", month: "short", day: "numeric" } as const;
  return formatted(iso, locale, timeZone, {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** As {@link formatDateTime}, without year and time: `Nov 20`. */
export function formatDay(iso: string, locale: string, timeZone?: string): string {
  return formatted(iso, locale, timeZone, { month: "short", day: "numeric" });
}

function formatted(
  iso: string,
  locale: string,
  timeZone: string | undefined,
  parts: Intl.DateTimeFormatOptions,
): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return NO_VALUE;
  const options = timeZone === undefined ? parts : { ...parts, timeZone };
  try {
    return new Intl.DateTimeFormat(locale, options).format(time);
  } catch {
    // As for numbers: an unknown display language falls back to English.
    return new Intl.DateTimeFormat("en", options).format(time);
  }
}
