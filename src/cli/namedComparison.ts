// Which comparison a command line names: results by name, or a saved comparison.
import type { ComparePair } from "../core/compare/compareTypes.ts";
import type { InputCondition } from "../core/compare/inputCondition.ts";
import type { PairScope, RunSet } from "../core/compare/manyTypes.ts";
import { missingSentence } from "../core/compare/savedComparison.ts";
import { Problem } from "../core/problem.ts";
import type { RunId } from "../core/run.ts";
import type { CommandLine } from "./arguments.ts";
import { atLeast, type CommandParts, exactly } from "./commandParts.ts";
import { joinFlags } from "./comparisonFlags.ts";
import { resolveRun } from "./resolveRun.ts";

export interface NamedComparison {
  readonly set: RunSet;
  readonly inputs: readonly InputCondition[];
  readonly scope: PairScope;
}

/** What `compare` compares: `--view NAME`, or a base and its candidates. */
export async function namedComparison(parts: CommandParts, line: CommandLine): Promise<NamedComparison> {
  const { view, key, join, map } = line.values;
  if (view === undefined) return { set: await namedSet(parts, line), inputs: [], scope: "pair" };
  exactly(line, 0, "no results beside --view: the saved comparison names them");
  if (key !== undefined || join !== undefined || map !== undefined)
    throw new Problem(
      "badInput",
      "--view brings its own key fields and mapped scores: leave out --key, --join and --map.",
    );
  const found = await parts.engine.saved.find(view);
  const missing = missingSentence(found);
  if (missing !== null) throw new Problem("notFound", missing);
  const { saved } = found;
  const runs = found.found.flatMap((run) => (run === null ? [] : [run.id]));
  const { keys, scoreMap, inputs, shown } = saved;
  const withExcluded = saved.withExcluded === true || line.values["with-excluded"] === true;
  return {
    set: { runs, keys, scoreMap, withExcluded },
    inputs,
    scope: shown.rowsOf === "all" ? "all" : "pair",
  };
}

/** The pair that a command names, with how it is joined. */
export async function namedPair(parts: CommandParts, line: CommandLine): Promise<ComparePair> {
  const [base, candidate] = line.names;
  return {
    base: (await resolveRun(parts.store, base ?? "")).id,
    candidate: (await resolveRun(parts.store, candidate ?? "")).id,
    ...joinFlags(line.values),
  };
}

/** The results that a command names, the base first, with how they are joined. */
export async function namedSet(parts: CommandParts, line: CommandLine): Promise<RunSet> {
  atLeast(line, 2, "two results or more: BASE and CANDIDATE…");
  const runs = await Promise.all(line.names.map(async (name) => (await resolveRun(parts.store, name)).id));
  const twice = line.names.find((_, i) => runs.indexOf(runs[i] as RunId) !== i);
  if (twice !== undefined)
    throw new Problem("badInput", `${twice} is named twice: a result can't be compared with itself.`);
  return { runs, ...joinFlags(line.values) };
}
