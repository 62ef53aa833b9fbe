// What is said about the results of a store: the pinned baselines, and warnings of a metrics file that is not used.

import { Problem } from "../core/problem.ts";
import { placeText } from "../core/results/baseline.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, printJson } from "./commandParts.ts";
import { inert, table } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

/** One line on stderr where metrics.json is wrong: the numbers are then read by the scores' names. */
export async function warnOfMetrics({ engine, warn }: CommandParts): Promise<void> {
  const [first, ...more] = await engine.metricProblems();
  if (first === undefined) return;
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  warn(
    `Metric settings are not used. metrics.json line ${first.line + 1}: ${inert(first.message, 300)}${rest}.\n`,
  );
}

/** Shows, pins or unpins. */
export async function baselineCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  const [name, ...others] = line.names;
  if (others.length > 0) throw new Problem("badInput", "baseline takes the name of one result at most.");
  const { engine, store, print } = parts;
  const isClearing = line.values.clear === true;
  const run = name === undefined ? null : await resolveRun(store, name);
  if (run !== null || isClearing) await engine.setBaseline({ id: run?.id ?? null, isPinned: !isClearing });
  const { baselines, problem } = await engine.baselines();
  if (problem !== null) parts.warn(`Baselines are not shown. ${problem}.\n`);
  if (line.values.json)
    return printJson(parts, {
      baselines: baselines.map(({ dataset, metric, id, name }) => ({ dataset, metric, id, name })),
    });
  if (run !== null && !isClearing) return print(`Pinned ${inert(run.name)}.\n`);
  if (isClearing) return print(run === null ? "Unpinned all baselines.\n" : "Unpinned.\n");
  if (baselines.length === 0) return print("No baseline is pinned. eval-results baseline NAME pins one.\n");
  print(
    table(
      ["FOR", "BASELINE", "ID"],
      baselines.map((pin) => [inert(placeText(pin), 40), inert(pin.name), pin.id]),
      [],
    ),
  );
}
