// The command compare: join, scores and inputs of a base and its candidates, and on request the rows that changed or did
// not meet.
import type { ComparedRowList, RowListChoice } from "../app/compare/comparedRowList.ts";
import { pairHeads } from "../app/compare/manyComparisons.ts";
import { mappingsOf } from "../app/compare/openMany.ts";
import { comparedRowJson } from "../app/export/exportComparison.ts";
import type { ComparePair, ComparisonHead, ComparisonOptions } from "../core/compare/compareTypes.ts";
import { toServiceComparison, toServiceManyJoin } from "../core/compare/comparisonJson.ts";
import type { InputCondition } from "../core/compare/inputCondition.ts";
import type { ManyHead } from "../core/compare/manyTypes.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, printJson } from "./commandParts.ts";
import { type CompareEvidence, compareEvidence } from "./compareEvidence.ts";
import { comparisonOptions, rowsFlag } from "./comparisonFlags.ts";
import { type Exploratory, exploratory } from "./exploratory.ts";
import { type NamedComparison, namedComparison } from "./namedComparison.ts";
import { inert } from "./render.ts";
import { renderComparison } from "./renderComparison.ts";
import { renderMany } from "./renderMany.ts";
import { renderRowList } from "./renderRowList.ts";
import { warnOfMetrics } from "./settingsCommands.ts";

export async function compareCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  const named = await namedComparison(parts, line);
  const { runs, ...join } = named.set;
  const [base, candidate, third] = runs;
  if (base === undefined || candidate === undefined || third !== undefined)
    return compareMany(parts, line, named);
  const pair: ComparePair = { base, candidate, ...join };
  const filters = rowsFlag(line.values);
  const options = comparisonOptions(line.values);
  const whole = await parts.engine.compare(pair, options);
  const { inputs: conditions } = named;
  const head = await narrowed(parts, pair, whole, conditions, options);
  const told = exploratory(conditions, whole, head);
  const inputs = await parts.engine.compareInputs(pair, parts.signal);
  const list = filters === null ? null : await listed(parts, pair, head, { filters, inputs: conditions });
  const evidence = await compareEvidence(parts, pair, head, line.values, { inputs: conditions });
  await warnOfMetrics(parts);
  if (evidence.fails) parts.exit(1);
  if (line.values.json) {
    const json = withRows(toServiceComparison([head], [inputs]), [list]);
    return printJson(parts, { ...json, candidates: withMembers(json.candidates, [told], [evidence]) });
  }
  parts.print(told.text);
  parts.print(renderComparison(head, inputs, line.values["errors-as-zero"] === true));
  parts.print(evidence.text);
  if (list !== null) parts.print(renderRowList(list, head));
}

/** The same over the items that a saved comparison's conditions keep. */
async function narrowed(
  { engine, signal }: CommandParts,
  pair: ComparePair,
  whole: ComparisonHead,
  conditions: readonly InputCondition[],
  options: ComparisonOptions,
): Promise<ComparisonHead> {
  if (conditions.length === 0) return whole;
  const comparison = await engine.comparison(pair);
  return { ...whole, summary: await comparison.summaryOf(conditions, signal, options) };
}

/** Rows are chosen by the first score asked for, else by the primary one. */
function listed(
  { engine }: CommandParts,
  pair: ComparePair,
  { summary, primaryScore }: ComparisonHead,
  choice: Omit<RowListChoice, "score">,
): Promise<ComparedRowList> {
  const score = primaryScore === null ? null : (summary.scores[primaryScore]?.name ?? null);
  return engine.listCompared(pair, { ...choice, score });
}

/** Several candidates against one base: the same numbers, adjusted over all of them together. */
async function compareMany(parts: CommandParts, line: CommandLine, named: NamedComparison): Promise<void> {
  const { set, scope, inputs: conditions } = named;
  const filters = rowsFlag(line.values);
  const { many } = parts.engine;
  const options = comparisonOptions(line.values);
  const head = await many.head(set, { scope, inputs: conditions, options }, parts.signal);
  const inputs = await many.inputs(set, parts.signal);
  const heads = pairHeads(head);
  const wholes =
    conditions.length === 0
      ? heads
      : pairHeads(await many.head(set, { scope, inputs: [], options }, parts.signal));
  const told = heads.map((own, i) => exploratory(conditions, wholes[i] ?? own, own));
  const lists: (ComparedRowList | null)[] = [];
  for (const [i, { summary, primaryScore }] of heads.entries()) {
    const score = primaryScore === null ? null : (summary.scores[primaryScore]?.name ?? null);
    lists.push(filters === null ? null : await many.list(set, i, { filters, score, inputs: conditions }));
  }
  const { runs: _runs, scoreMap = [], ...join } = set;
  const evidence: CompareEvidence[] = [];
  const { summary } = head;
  const elsewhere = line.values.gate === undefined ? [] : await namesInAny(parts, named, head, options);
  for (const [i, own] of heads.entries()) {
    const pair = {
      base: own.base.id,
      candidate: own.candidate.id,
      ...join,
      scoreMap: mappingsOf(own.candidate, scoreMap),
    };
    evidence.push(
      await compareEvidence(parts, pair, own, line.values, {
        candidates: heads.length,
        inputs: conditions,
        elsewhere,
        lacks: summary.scores.filter((score) => score.candidates[i] === null).map(({ name }) => name),
      }),
    );
  }
  if (evidence.some(({ fails }) => fails)) parts.exit(1);
  await warnOfMetrics(parts);
  if (line.values.json) {
    const json = withRows(toServiceComparison(heads, inputs), lists);
    const candidates = withMembers(json.candidates, told, evidence);
    return printJson(parts, { base: json.base, join: toServiceManyJoin(head), candidates });
  }
  for (const [i, { text }] of told.entries())
    if (text !== "") parts.print(`${inert(heads[i]?.candidate.name ?? "")}: ${text}`);
  parts.print(renderMany(head, inputs, line.values["errors-as-zero"] === true));
  for (const [i, { text }] of evidence.entries())
    if (text !== "") parts.print(`\n${inert(heads[i]?.candidate.name ?? "")}${text}`);
  for (const [i, list] of lists.entries()) {
    const own = heads[i];
    if (list === null || own === undefined) continue;
    parts.print(`\n${inert(own.candidate.name)} against ${inert(own.base.name)}${renderRowList(list, own)}`);
  }
}

/** Scores that any candidate shares with the base, which rules of a gate may be on whatever scores are shown. */
async function namesInAny(
  { engine, signal }: CommandParts,
  { set, scope }: NamedComparison,
  head: ManyHead,
  options: ComparisonOptions,
): Promise<readonly string[]> {
  const all = { scope, inputs: [], options: { ...options, scores: null } };
  const { summary } = options.scores === null ? head : await engine.many.head(set, all, signal);
  const names = summary.scores.flatMap(({ name, candidates }) => [
    name,
    ...candidates.flatMap((score) => (score === null ? [] : [score.base.name])),
  ]);
  return [...new Set(names)];
}

function withRows(
  json: ReturnType<typeof toServiceComparison>,
  lists: readonly (ComparedRowList | null)[],
): ReturnType<typeof toServiceComparison> {
  const candidates = json.candidates.map((one, i) => {
    const list = lists[i] ?? null;
    if (list === null) return one;
    return {
      ...one,
      rows: list.rows.map((row) => JSON.parse(comparedRowJson(row, list.names, list.exclusion)) as unknown),
    };
  });
  return { ...json, candidates };
}

function withMembers<T extends object>(
  candidates: readonly T[],
  told: readonly Exploratory[],
  evidence: readonly CompareEvidence[],
) {
  return candidates.map((one, i) => ({ ...one, ...told[i]?.json, ...evidence[i]?.json }));
}
