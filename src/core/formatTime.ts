// How times read: absolute, by the reader's locale.
import { NO_VALUE } from "./formatNumber.ts";

/** `iso` (a UTC time) as `Nov 20, 2026, 14:32` in `timeZone`, else in the reader's own; "—" when it is no time. */
export function formatDateTime(iso: string, locale: string, timeZone?: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return NO_VALUE;
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  try {
    return new Intl.DateTimeFormat(locale, options).format(time);
  } catch {
    // As for numbers: an unknown display language falls back to English.
    return new Intl.DateTimeFormat("en", options).format(time);
  }
}
