import { describe, expect, it } from "vitest";
import { IntList } from "../../../src/util/intList.ts";

describe("IntList", () => {
  it("keeps what is pushed across segments", () => {
    const list = new IntList();
    for (let i = 0; i < 70_000; i++) list.push(i * 3);
    expect([list.length, list.get(0), list.get(65_536), list.get(69_999)]).toEqual([
      70_000, 0, 196_608, 209_997,
    ]);
    expect(list.toArray().at(-1)).toBe(209_997);
    expect(list.toArray().length).toBe(70_000);
  });

  it("gives 0 where nothing was set, and takes a value beyond the end", () => {
    const list = new IntList();
    expect(list.get(5)).toBe(0);
    list.set(131_073, 7);
    expect([list.length, list.get(9), list.get(131_073)]).toEqual([131_074, 0, 7]);
    expect(new IntList().toArray()).toEqual(new Int32Array(0));
  });
});
