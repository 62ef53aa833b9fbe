// Runs some of whose rows are excluded, and how their items then meet, counted plainly.
import fc from "fast-check";
import type { JoinReport } from "../../src/core/compare/compareTypes.ts";
import type { RunId } from "../../src/core/run.ts";
import { jsonl, type Workbench } from "./engineSupport.ts";

export interface Row {
  readonly q: number;
  readonly ok: number | null;
  readonly failed: boolean;
  readonly out: boolean;
}

const ROLES = { input: ["q"], expected: null, output: "output", scores: ["ok", "grade"], error: "error" };
export async function stored(workbench: Workbench, name: string, rows: readonly Row[]): Promise<RunId> {
  const lines = rows.map(({ q, ok, failed }) => ({
    // Two files of the same bytes would be one run.
    file: name,
    q: `q${q}`,
    output: `o${q % 3} ${ok === 1}`,
    ok: failed ? null : ok,
    grade: failed ? null : q % 2 === 0,
    error: failed ? "timeout" : null,
  }));
  const path = workbench.write(`${name}.jsonl`, jsonl(lines));
  return (await workbench.imported(path, { roles: ROLES })).run.id;
}

export async function exclude(workbench: Workbench, id: RunId, rows: readonly Row[]): Promise<void> {
  const changes = rows.flatMap(({ out }, row) => (out ? [{ row, exclusion: `reason ${row}` }] : []));
  await workbench.engine.beside.annotate({ id, changes });
}

export const kept = (rows: readonly Row[]): readonly Row[] => rows.filter(({ out }) => !out);

const row = fc.record({
  q: fc.nat({ max: 9 }),
  ok: fc.constantFrom(0, 1, 0.5, 0.25, null),
  failed: fc.constantFrom(false, false, true),
  out: fc.constantFrom(false, false, true),
});
/** One row always counts, so that no run is left empty and every score has a value. */
export const someRows = fc
  .array(row, { minLength: 1, maxLength: 16 })
  .map((rows) => [...rows, { q: 20, ok: 1, failed: false, out: false }]);

/** Items that a run has, and those of which a row counts. */
export function itemsOf(rows: readonly Row[]) {
  return { all: new Set(rows.map(({ q }) => q)), left: new Set(kept(rows).map(({ q }) => q)) };
}

/** Items that some run has but of which none of its rows counts. */
export function goneItems(runs: readonly (readonly Row[])[]): ReadonlySet<number> {
  const items = runs.map(itemsOf);
  return new Set(items.flatMap(({ all, left }) => [...all].filter((q) => !left.has(q))));
}

export const counts = ({ excluded: _excluded, ...join }: JoinReport) => join;

export function pairJoin(base: readonly Row[], candidate: readonly Row[]) {
  const [a, b] = [itemsOf(base), itemsOf(candidate)];
  const gone = goneItems([base, candidate]);
  const is = (q: number): boolean => !gone.has(q);
  return {
    matched: [...a.left].filter((q) => b.left.has(q) && is(q)).length,
    onlyBase: [...a.left].filter((q) => !b.all.has(q) && is(q)).length,
    onlyCandidate: [...b.left].filter((q) => !a.all.has(q) && is(q)).length,
    excluded: gone.size,
  };
}
