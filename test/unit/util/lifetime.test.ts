import { describe, expect, it } from "vitest";
import { Lifetime } from "../../../src/util/lifetime.ts";

describe("a lifetime", () => {
  it("disposes what it owns in reverse order, once", () => {
    const order: string[] = [];
    const life = new Lifetime();
    for (const name of ["a", "b"]) life.own({ dispose: () => order.push(name) });
    life.dispose();
    life.dispose();
    expect(order).toEqual(["b", "a"]);
    expect(life.signal.aborted).toBe(true);
  });

  it("disposes at once what comes too late", () => {
    const life = new Lifetime();
    life.dispose();
    let isDisposed = false;
    life.own({ dispose: () => (isDisposed = true) });
    expect(isDisposed).toBe(true);
  });

  it("goes on after a failure and throws it at the end", () => {
    const order: string[] = [];
    const life = new Lifetime();
    life.own({ dispose: () => order.push("first") });
    life.own({
      dispose: () => {
        throw new Error("stuck");
      },
    });
    expect(() => life.dispose()).toThrow("stuck");
    expect(order).toEqual(["first"]);
  });
});
