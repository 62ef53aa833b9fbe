// How long the worker takes to sort and filter a result of 200,000 rows by every kind of column: in a worker of its own, and
// again when what it read is kept, by another direction or value so that no answer is.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RowCondition } from "../../src/core/rows/rowFilter.ts";
import type { RowColumn, RowQuery } from "../../src/core/rows/rowQuery.ts";
import { importInto, timed, withEngine } from "./engineTimes.ts";
import { type Figures, median } from "./figures.ts";
import { writeRows } from "./rows.ts";

const ROWS = 200_000;
const REPEATS = 3;
const GOAL = "< 100";

const PAGE = { offset: 0, limit: 100 } as const;
const sorted = (column: RowColumn, descending: boolean): RowQuery => ({
  ...PAGE,
  sort: [{ column, descending }],
});
const filtered = (...filter: readonly RowCondition[]): RowQuery => ({ ...PAGE, sort: null, filter });
const contains = (kind: "contains" | "regex", field: string | null, text: string): RowQuery =>
  filtered({ kind, place: field === null ? { kind: "output" } : { kind: "item", field }, text });

/** By name: the query, and another one of its kind. */
const KINDS: readonly (readonly [string, RowQuery, RowQuery])[] = [
  ["sort by a score", sorted({ kind: "score", score: 0 }, false), sorted({ kind: "score", score: 0 }, true)],
  [
    "sort by an item field",
    sorted({ kind: "item", field: "topic" }, false),
    sorted({ kind: "item", field: "topic" }, true),
  ],
  ["sort by output", sorted({ kind: "output" }, false), sorted({ kind: "output" }, true)],
  [
    "filter by a score's range",
    filtered({ kind: "range", score: 0, min: 0.2, max: 0.3 }),
    filtered({ kind: "range", score: 0, min: 0.6, max: 0.7 }),
  ],
  [
    "filter by a text in an item field",
    contains("contains", "topic", "regions"),
    contains("contains", "topic", "cafe"),
  ],
  [
    "filter by a text in the output",
    contains("contains", null, "webhooks regions accounts"),
    contains("contains", null, "quick answer about"),
  ],
  [
    "filter by a regex in the output",
    contains("regex", null, "web\\w+ regions acc"),
    contains("regex", null, "quick an\\w+ about"),
  ],
];

export async function arrangingFigures(figures: Figures, folder: string): Promise<void> {
  const store = join(folder, "arranging-store");
  const file = join(folder, "arranging.jsonl");
  if (!existsSync(store)) {
    await writeRows(file, ROWS, 1);
    await importInto(store, file);
  }
  for (const [name, first, second] of KINDS) {
    const [cold, warm]: [number[], number[]] = [[], []];
    for (let i = 0; i < REPEATS; i++)
      await withEngine(store, async (engine) => {
        const [run] = (await engine.call("list", { page: 1, pageSize: 1 })).runs;
        if (run === undefined) throw new Error("one result was imported");
        // As in a panel, whose first rows are there.
        await engine.call("rows", { id: run.id, query: { ...PAGE, sort: null } });
        cold.push((await timed(() => engine.call("rows", { id: run.id, query: first })))[0]);
        warm.push((await timed(() => engine.call("rows", { id: run.id, query: second })))[0]);
      });
    const what = `${name}, ${ROWS.toLocaleString("en")} rows`;
    figures.note(`${what}, first`, median(cold), "ms", GOAL);
    figures.note("another such one", median(warm), "ms", GOAL);
  }
}
