// When a panel says that an answer takes its time.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lateness } from "../../../../webview/compareShared/lateness.ts";
import { QUIET_MS } from "../../../../webview/shared/pageCache.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that ends after `ms`, with what was said meanwhile. */
const endsIn = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

function aLateness(): { readonly lateness: Lateness; readonly said: boolean[] } {
  const said: boolean[] = [];
  const lateness = new Lateness(() => said.push(lateness.isLate));
  return { lateness, said };
}

describe("a late answer", () => {
  it("is told of, and its end; a quick one is not", async () => {
    const { lateness, said } = aLateness();
    const quick = lateness.during(endsIn(QUIET_MS - 1));
    await vi.runAllTimersAsync();
    await quick;
    expect(said).toEqual([]);
    const late = lateness.during(endsIn(QUIET_MS + 1));
    await vi.runAllTimersAsync();
    await late;
    expect(said).toEqual([true, false]);
  });

  it("ends with a failure too", async () => {
    const { lateness, said } = aLateness();
    const failing = lateness.during(() =>
      endsIn(2 * QUIET_MS)().then(() => Promise.reject(new Error("gone"))),
    );
    const told = expect(failing).rejects.toThrow("gone");
    await vi.runAllTimersAsync();
    await told;
    expect(said).toEqual([true, false]);
  });

  it("stays while a newer one is due, whatever becomes of the older", async () => {
    const { lateness, said } = aLateness();
    void lateness.during(endsIn(QUIET_MS + 10));
    await vi.advanceTimersByTimeAsync(QUIET_MS + 5);
    void lateness.during(endsIn(3 * QUIET_MS));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(lateness.isLate).toBe(true);
    await vi.runAllTimersAsync();
    expect(said).toEqual([true, false]);
  });
});
