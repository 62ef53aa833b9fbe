import { describe, expect, it } from "vitest";
import { LatestPromises } from "../../../src/util/latestPromises.ts";

const NEVER = new AbortController().signal;

describe("the latest results of slow work", () => {
  it("begins anew for those who still want what its beginner gave up", async () => {
    const kept = new LatestPromises<string>(2);
    const given = new AbortController();
    const first = kept.getAnew("a", given.signal, async () => {
      await Promise.resolve();
      given.signal.throwIfAborted();
      return "of the first";
    });
    const second = kept.getAnew("a", NEVER, () => Promise.resolve("of the second"));
    given.abort();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    expect(await second).toBe("of the second");
  });

  it("gives nothing to one who gave up while another did the work", async () => {
    const kept = new LatestPromises<string>(2);
    const given = new AbortController();
    const working = kept.getAnew("a", NEVER, () => Promise.resolve("done"));
    const waiting = kept.getAnew("a", given.signal, () => Promise.reject(new Error("is under way already")));
    given.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(await working).toBe("done");
  });
});
