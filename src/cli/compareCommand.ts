// The command compare: join, scores and inputs of two results, and on request the rows that changed or did not meet.
import type { ComparedRowList } from "../app/comparedRowList.ts";
import { comparedRowJson } from "../app/exportComparison.ts";
import type { CompareFilter, ComparePair, ComparisonHead } from "../core/compareTypes.ts";
import { toServiceComparison } from "../core/comparisonJson.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { compareEvidence } from "./compareEvidence.ts";
import { comparisonOptions, joinFlags, rowsFlag } from "./comparisonFlags.ts";
import { renderComparison } from "./renderComparison.ts";
import { renderRowList } from "./renderRowList.ts";
import { resolveRun } from "./resolveRun.ts";
import { warnOfMetrics } from "./settingsCommands.ts";

export async function compareCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 2, "two results: BASE and CANDIDATE");
  const filters = rowsFlag(line.values);
  const pair = await namedPair(parts, line);
  const head = await parts.engine.compare(pair, comparisonOptions(line.values));
  const inputs = await parts.engine.compareInputs(pair, parts.signal);
  const list = filters === null ? null : await listed(parts, pair, head, filters);
  const evidence = await compareEvidence(parts, pair, head, line.values);
  await warnOfMetrics(parts);
  if (evidence.fails) parts.exit(1);
  if (line.values.json) {
    const json = withRows(toServiceComparison(head, inputs), list);
    const candidates = json.candidates.map((one) => ({ ...one, ...evidence.json }));
    return printJson(parts, { ...json, candidates });
  }
  parts.print(renderComparison(head, inputs, line.values["errors-as-zero"] === true));
  parts.print(evidence.text);
  if (list !== null) parts.print(renderRowList(list, head));
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

/** Rows are chosen by the first score asked for, else by the primary one. */
function listed(
  { engine }: CommandParts,
  pair: ComparePair,
  { summary, primaryScore }: ComparisonHead,
  filters: readonly CompareFilter[],
): Promise<ComparedRowList> {
  const score = primaryScore === null ? null : (summary.scores[primaryScore]?.name ?? null);
  return engine.listCompared(pair, { filters, score });
}

function withRows(json: ReturnType<typeof toServiceComparison>, list: ComparedRowList | null) {
  if (list === null) return json;
  const rows = list.rows.map((row) => JSON.parse(comparedRowJson(row, list.names)) as unknown);
  return { ...json, candidates: json.candidates.map((one) => ({ ...one, rows })) };
}
