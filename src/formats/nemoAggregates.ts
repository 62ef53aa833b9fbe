// The aggregate-scores file that may stand beside NeMo row scores, or a whole metric job result.
// Source: NeMo Evaluator metric results API, sections 3 and 4.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { parseTolerant } from "../core/json/jsonText.ts";
import type { Companion } from "../core/resultFormat.ts";
import type { GivenAggregate, RubricLevel, ScoreKey } from "../core/run.ts";
import { asText, stringAt, utcTime } from "./text.ts";

/** Names that the aggregates of `fileName` may have: the same stem with `row-scores` replaced, or with `.json`. */
export function nemoCompanionNames(fileName: string, siblings: readonly string[]): readonly string[] {
  const stem = fileName.replace(/\.[^.]*$/, "");
  const wanted = new Set([
    `${plain(stem.replace(/row[._-]?scores/i, "aggregate-scores"))}json`,
    `${plain(`${stem}.aggregate-scores`)}json`,
    `${plain(stem)}json`,
  ]);
  return siblings.filter((name) => name !== fileName && /\.json$/i.test(name) && wanted.has(plain(name)));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[._-]/g, "");
}

/** Reads `{ "scores": [...] }`, alone or inside a metric job result; `null` for any other document. */
export function nemoCompanion(text: string): Companion | null {
  const document = parseTolerant(text);
  if (!isJsonObject(document) || !Array.isArray(document.scores)) return null;
  const scores = (document.scores as readonly Json[]).filter(
    (score): score is JsonObject => isJsonObject(score) && typeof score.name === "string",
  );
  if (scores.length === 0) return null;
  const labels = isJsonObject(document.labels) ? textLabels(document.labels) : {};
  const facts = {
    name: stringAt(document, "name"),
    model: stringAt(document, "model"),
    dataset: stringAt(document, "dataset"),
    metric: stringAt(document, "metric"),
    createdAt: utcTime(stringAt(document, "created_at")),
    labels: Object.keys(labels).length > 0 ? labels : undefined,
  };
  return {
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    aggregates: scores.map(givenAggregate),
    rubrics: scores.flatMap((score) => {
      const levels = rubricLevels(score.rubric_distribution);
      return levels.length === 0 ? [] : [{ key: keyOf(score), levels }];
    }),
    directions: [],
  };
}

function keyOf(score: JsonObject): ScoreKey {
  return { metric: null, name: String(score.name) };
}

function givenAggregate(score: JsonObject): GivenAggregate {
  return {
    ...keyOf(score),
    mean: typeof score.mean === "number" ? score.mean : null,
    count: typeof score.count === "number" ? score.count : null,
    asGiven: score,
  };
}

function rubricLevels(value: Json | undefined): RubricLevel[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((level) =>
    isJsonObject(level) && typeof level.value === "number"
      ? [
          {
            label: asText(level.label) ?? String(level.value),
            description: asText(level.description),
            value: level.value,
            count: typeof level.count === "number" ? level.count : 0,
          },
        ]
      : [],
  );
}

function textLabels(labels: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, asText(value) ?? ""]));
}
