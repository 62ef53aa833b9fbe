import { describe, expect, it } from "vitest";
import { forwardCommands } from "../../../src/host/panelCommands.ts";

describe("commands for the panel in front", () => {
  it("reach it by their own name, with the row that a menu was opened on", () => {
    const got: unknown[] = [];
    const handlers = forwardCommands({ "a.next": "next", "a.copy": "copy" } as const, () => ({
      run: (command) => got.push(command),
    }));
    handlers["a.next"]();
    handlers["a.copy"]({ webviewSection: "row", row: 12 });
    expect(got).toEqual([
      { name: "next", row: null },
      { name: "copy", row: 12 },
    ]);
  });
  it("take nothing from a page but a row", () => {
    const rows: unknown[] = [];
    const handlers = forwardCommands({ copy: "copy" } as const, () => ({ run: ({ row }) => rows.push(row) }));
    for (const row of ["1", -1, 0.5, Number.NaN, 2 ** 60, null, { row: 1 }]) handlers.copy({ row });
    expect(new Set(rows)).toEqual(new Set([null]));
  });
  it("do nothing where no panel is in front", () => {
    expect(() => forwardCommands({ copy: "copy" } as const, () => null).copy()).not.toThrow();
  });
});
