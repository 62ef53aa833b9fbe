// The results file that ties lm-evaluation-harness samples to a model, a date, aggregates and directions.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { parseTolerant } from "../core/json/jsonText.ts";
import type { Companion, RunFacts } from "../core/resultFormat.ts";
import type { GivenAggregate } from "../core/run.ts";
import { sampleFileParts } from "./lmEvalFileName.ts";
import { stringAt } from "./text.ts";

/** Results files carry the samples file's time: `results_<time>.json`, or `<stem>_<time>.json`. */
export function lmEvalCompanionNames(fileName: string, siblings: readonly string[]): readonly string[] {
  const parts = sampleFileParts(fileName);
  if (parts === null) {
    // Renamed samples carry no time: a results file is theirs only where there is no other.
    const results = siblings.filter((name) => /^results.*\.json$/i.test(name));
    return results.length === 1 ? results : [];
  }
  return siblings.filter((name) => name.endsWith(`_${parts.time}.json`));
}

/** Reads a results file for the task that `fileName` names; `null` for any other document. */
export function lmEvalCompanion(text: string, fileName: string): Companion | null {
  const document = parseTolerant(text);
  if (!isJsonObject(document) || !isJsonObject(document.results)) return null;
  const tasks = Object.keys(document.results);
  const task = sampleFileParts(fileName)?.task ?? (tasks.length === 1 ? tasks[0] : undefined);
  const result = task === undefined ? undefined : document.results[task];
  return {
    facts: readFacts(document, task),
    aggregates: isJsonObject(result) ? readAggregates(result, sampleCount(document, task)) : [],
    rubrics: [],
    directions: readDirections(document, task),
  };
}

function readFacts(document: JsonObject, task: string | undefined): RunFacts {
  const config = isJsonObject(document.config) ? document.config : {};
  const model = stringAt(document, "model_name") ?? stringAt(config, "model");
  const shortModel = model?.split("/").pop();
  const name = [task, shortModel].filter((part) => part !== undefined).join("-");
  const created = typeof document.date === "number" ? new Date(document.date * 1000) : undefined;
  return {
    ...(name === "" ? {} : { name }),
    ...(model === undefined ? {} : { model }),
    ...(task === undefined ? {} : { dataset: task }),
    ...(created === undefined || Number.isNaN(created.getTime()) ? {} : { createdAt: created.toISOString() }),
  };
}

function sampleCount(document: JsonObject, task: string | undefined): number | null {
  const all = document["n-samples"];
  const own: Json | undefined = isJsonObject(all) && task !== undefined ? all[task] : undefined;
  return isJsonObject(own) && typeof own.effective === "number" ? own.effective : null;
}

/** `"metric,filter": number` members; the filter `none` leaves the metric's name alone, as in the rows. */
function readAggregates(result: JsonObject, count: number | null): GivenAggregate[] {
  return Object.entries(result).flatMap(([key, value]) => {
    const [metric = "", filter] = key.split(",");
    if (filter === undefined || metric.endsWith("_stderr") || typeof value !== "number") return [];
    return [{ metric: null, name: filter === "none" ? metric : key, mean: value, count }];
  });
}

function readDirections(document: JsonObject, task: string | undefined): Companion["directions"] {
  const all = document.higher_is_better;
  const own: Json | undefined = isJsonObject(all) && task !== undefined ? all[task] : undefined;
  if (!isJsonObject(own)) return [];
  return Object.entries(own).flatMap(([name, value]) =>
    typeof value === "boolean" ? [{ name, higherIsBetter: value }] : [],
  );
}
