// Moments as numbers that compare: services write times with or without a zone, with 0 to 6 fraction digits, or as a date.

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Microseconds since 1970 in UTC of an ISO 8601 text; `null` where it is none. A date alone is its midnight; without a
 * zone the time is UTC (NeMo metric results API, sections 3 and 5). Digits beyond microseconds are cut off.
 */
export function instantOf(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  const isDay = date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2];
  const offset = offsetMinutes(zone);
  if (!isDay || parts[3] > 23 || parts[4] > 59 || parts[5] > 59 || offset === null) return null;
  date.setUTCHours(parts[3], parts[4] - offset, parts[5]);
  return date.getTime() * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

function offsetMinutes(zone: string): number | null {
  if (zone === "Z" || zone === "z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || 0);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** An instant as ISO 8601 in UTC with `Z`; milliseconds, or microseconds where there are any. */
export function instantText(microseconds: number): string {
  const rest = ((microseconds % 1000) + 1000) % 1000;
  const text = new Date((microseconds - rest) / 1000).toISOString();
  return rest === 0 ? text : text.replace("Z", `${String(rest).padStart(3, "0")}Z`);
}
