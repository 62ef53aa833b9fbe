import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Page, PageCache, QUIET_MS } from "../../../../webview/shared/pageCache.ts";

interface Asked {
  readonly offset: number;
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly answer: (total: number, prefix?: string) => void;
  readonly fail: (message: string) => void;
}

/** A host whose answers the test gives by hand. */
function aHost() {
  const asked: Asked[] = [];
  const load = (offset: number, limit: number, signal: AbortSignal) =>
    new Promise<Page<string>>((resolve, reject) => {
      asked.push({
        offset,
        limit,
        signal,
        answer: (total, prefix = "row") => {
          const count = Math.max(0, Math.min(limit, total - offset));
          const rows = Array.from({ length: count }, (_, i) => `${prefix} ${offset + i}`);
          resolve({ total, offset, rows });
        },
        fail: (message) => reject(new Error(message)),
      });
    });
  return { asked, load };
}

function theLast(asked: readonly Asked[]): Asked {
  const last = asked.at(-1);
  if (last === undefined) throw new Error("Nothing was asked.");
  return last;
}

const settled = () => vi.advanceTimersByTimeAsync(0);

describe("page cache", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks for the visible window only, in whole pages", async () => {
    const { asked, load } = aHost();
    const cache = new PageCache<string>(() => undefined);
    cache.restart(load);
    cache.show(0, 40);
    theLast(asked).answer(10_000);
    await settled();
    expect(cache.total).toBe(10_000);
    expect(cache.row(7)).toBe("row 7");
    cache.show(5_020, 5_110);
    expect(theLast(asked)).toMatchObject({ offset: 5_000, limit: 200 });
    theLast(asked).answer(10_000);
    await settled();
    expect(cache.row(5_110)).toBe("row 5110");
    expect(cache.row(400)).toBeUndefined();
  });

  it("drops the running request when the window moves on: the newest wins", async () => {
    const { asked, load } = aHost();
    const cache = new PageCache<string>(() => undefined);
    cache.restart(load);
    theLast(asked).answer(10_000);
    await settled();
    cache.show(1_000, 1_040);
    const old = theLast(asked);
    cache.show(7_000, 7_040);
    expect(old.signal.aborted).toBe(true);
    old.answer(10_000, "old");
    theLast(asked).answer(10_000);
    await settled();
    expect(cache.row(1_000)).toBeUndefined();
    expect(cache.row(7_000)).toBe("row 7000");
  });

  it("keeps the old rows readable until the new order is there", async () => {
    const { asked, load } = aHost();
    const cache = new PageCache<string>(() => undefined);
    cache.restart(load);
    theLast(asked).answer(50, "first");
    await settled();
    cache.restart(load);
    expect(cache.isStale).toBe(true);
    expect(cache.row(3)).toBe("first 3");
    theLast(asked).answer(20, "second");
    await settled();
    expect(cache.isStale).toBe(false);
    expect([cache.row(3), cache.row(30), cache.total]).toEqual(["second 3", undefined, 20]);
  });

  it("says that it waits only after a quiet moment", async () => {
    const { asked, load } = aHost();
    const changed = vi.fn();
    const cache = new PageCache<string>(changed);
    cache.restart(load);
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect([cache.isWaiting, changed.mock.calls.length]).toEqual([false, 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect([cache.isWaiting, changed.mock.calls.length]).toEqual([true, 1]);
    theLast(asked).answer(5);
    await settled();
    expect(cache.isWaiting).toBe(false);
  });

  it("keeps a failure and asks again only on retry", async () => {
    const { asked, load } = aHost();
    const cache = new PageCache<string>(() => undefined);
    cache.restart(load);
    theLast(asked).fail("rows.jsonl is gone");
    await settled();
    expect(cache.error?.message).toBe("rows.jsonl is gone");
    cache.show(0, 10);
    expect(asked).toHaveLength(1);
    cache.retry();
    theLast(asked).answer(1);
    await settled();
    expect([cache.error, cache.row(0)]).toEqual([null, "row 0"]);
  });

  it("holds a bounded number of pages", async () => {
    const { asked, load } = aHost();
    const cache = new PageCache<string>(() => undefined);
    cache.restart(load);
    theLast(asked).answer(1_000_000);
    await settled();
    for (let page = 1; page <= 80; page++) {
      cache.show(page * 1000, page * 1000 + 10);
      theLast(asked).answer(1_000_000);
      await settled();
    }
    expect(cache.row(0)).toBeUndefined();
    expect(cache.row(80_000)).toBe("row 80000");
  });
});
