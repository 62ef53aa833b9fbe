// Reading what is stored, each time in a worker of its own: lists, comparisons, pages, filters and searches beside DuckDB
// doing the same on the same rows.
import type { RowQuery } from "../../src/core/rows/rowQuery.ts";
import type { RunId } from "../../src/core/run.ts";
import { DuckRuns, type loadDuckDb } from "./duckdb.ts";
import { compareAndPage, timed, withEngine } from "./engineTimes.ts";
import { type Figures, median, ratio } from "./figures.ts";

const REPEATS = 5;
/** In about one row of two hundred of the made rows. */
const WANTED = "webhooks regions accounts";

export interface ReadingPlace {
  readonly store: string;
  readonly duckFile: string;
  /** As text, such as `100,000 rows`. */
  readonly rows: string;
  readonly compareGoal: string;
}

const SORTED: RowQuery = {
  sort: [{ column: { kind: "score", score: 0 }, descending: false }],
  offset: 0,
  limit: 50,
};
const DEEP: RowQuery = { ...SORTED, offset: 50_000 };
const FILTERED: RowQuery = {
  sort: null,
  offset: 0,
  limit: 50,
  filter: [
    { kind: "range", score: 0, min: null, max: 0.3 },
    { kind: "range", score: 1, min: 4, max: null },
    { kind: "range", score: 2, min: 1, max: null },
  ],
};
const searched = (matchCase: boolean): RowQuery => ({
  sort: null,
  offset: 0,
  limit: 50,
  filter: [{ kind: "contains", place: { kind: "any" }, text: WANTED, matchCase }],
});

interface Timed {
  readonly name: string;
  readonly goal: string;
  /** `id`: the run asked for. */
  readonly own: (id: RunId) => Promise<number>;
  readonly theirs: (runs: DuckRuns) => Promise<void>;
}

/** Two imported runs in the store, and the files they came from for DuckDB. */
export async function readingFigures(
  figures: Figures,
  duck: ReturnType<typeof loadDuckDb>,
  paths: readonly [string, string],
  place: ReadingPlace,
): Promise<void> {
  const { store, rows } = place;
  const id = await compareFigures(figures, place);
  if (duck !== null) {
    const made = await DuckRuns.fresh(duck, place.duckFile);
    await made.import("a", paths[0]);
    await made.import("b", paths[1]);
    made.close();
  }
  const query =
    (wanted: RowQuery, isAtWork = false) =>
    async (run: RunId): Promise<number> =>
      withEngine(store, async (engine) => {
        const { runs } = await engine.call("list", { page: 1, pageSize: 2 });
        const other = runs.find((one) => one.id !== run);
        if (isAtWork && other !== undefined) await engine.call("rows", { id: other.id, query: wanted });
        return (await timed(() => engine.call("rows", { id: run, query: wanted })))[0];
      });
  const all: readonly Timed[] = [
    {
      name: "first page by a score",
      goal: "<= 0.15",
      own: query(SORTED),
      theirs: (runs) => runs.firstPage("a"),
    },
    {
      name: "first page by a score after another result's",
      goal: "<= 0.15",
      own: query(SORTED, true),
      theirs: (runs) => runs.firstPage("a"),
    },
    {
      name: "page at row 50,000 by a score",
      goal: "",
      own: query(DEEP),
      theirs: (runs) => runs.deepPage("a"),
    },
    {
      name: "filter on three scores",
      goal: "<= 0.3",
      own: query(FILTERED),
      theirs: (runs) => runs.filter("a"),
    },
    {
      name: "search for a text",
      goal: "<= 0.8",
      own: query(searched(true)),
      theirs: (runs) => runs.search("a", WANTED, true),
    },
    {
      name: "search ignoring case",
      goal: "<= 0.8",
      own: query(searched(false)),
      theirs: (runs) => runs.search("a", WANTED, false),
    },
  ];
  for (const { name, goal, own, theirs } of all) {
    const ours: number[] = [];
    const ducks: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      ours.push(await own(id));
      if (duck === null) continue;
      // Cold for both: opening the database counts as opening the run does.
      const [ms] = await timed(async () => {
        const runs = await DuckRuns.open(duck, place.duckFile);
        await theirs(runs);
        runs.close();
      });
      ducks.push(ms);
    }
    figures.note(`${name}, ${rows}, cold`, median(ours), "ms");
    if (duck !== null) figures.note(`${name}, ${rows}, cold / DuckDB`, ratio(ours, ducks), "x", goal);
  }
  if (duck !== null) await duckCompareFigure(figures, duck, place);
}

let coldCompares: readonly number[] = [];

/** Lists and compares; gives a run's id for the queries. */
async function compareFigures(figures: Figures, { store, rows, compareGoal }: ReadingPlace): Promise<RunId> {
  const times = { list: [] as number[], cold: [] as number[], warm: [] as number[] };
  let id = "" as RunId;
  for (let i = 0; i < REPEATS; i++)
    await withEngine(store, async (engine) => {
      const [listMs, { runs }] = await timed(() => engine.call("list", { page: 1, pageSize: 100 }));
      times.list.push(listMs);
      const [candidate, base] = runs;
      if (base === undefined || candidate === undefined) throw new Error("two runs were imported");
      id = base.id;
      const compare = () => compareAndPage(engine, { base: base.id, candidate: candidate.id });
      times.cold.push((await timed(compare))[0]);
      times.warm.push((await timed(compare))[0]);
    });
  coldCompares = times.cold;
  figures.note("start of the worker and first list", median(times.list), "ms");
  const what = `compare two runs of ${rows}, cold, with the first page of regressions`;
  figures.note(what, median(times.cold), "ms", compareGoal);
  figures.note("the same again, warm", median(times.warm), "ms");
  return id;
}

async function duckCompareFigure(
  figures: Figures,
  duck: NonNullable<ReturnType<typeof loadDuckDb>>,
  { duckFile, rows }: ReadingPlace,
): Promise<void> {
  const ducks: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const runs = await DuckRuns.open(duck, duckFile);
    ducks.push((await timed(() => runs.compare("a", "b")))[0]);
    runs.close();
  }
  const value = median(coldCompares) / median(ducks);
  figures.note(`compare, ${rows}, cold / DuckDB's join, counts and means`, value, "x", "<= 0.3");
}
