// How long to wait before a request is sent again.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Pause after the n-th try (from 1): between half and the whole of 0.5, 1, 2, 4, 8 s, by `chance` (0 to below 1), so that
 * many who failed together don't come back together.
 */
export function backoffMs(attempt: number, chance: number): number {
  const whole = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  return whole / 2 + (whole / 2) * chance;
}

/** What a `Retry-After` header asks for: seconds, or a date. `null` where it asks nothing that can be read. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
