// Random results and random queries about them, small enough that conditions often hold and ties are common.
import fc from "fast-check";
import type { Json, JsonObject } from "../../src/core/json/json.ts";
import type { ResultQuery } from "../../src/core/results/resultQuery.ts";
import type { RunNotes } from "../../src/core/results/runNotes.ts";
import type { ImportedSummary, RunId, ScoreSummary } from "../../src/core/run.ts";

/** Letters that fold in odd ways, wildcards of SQL, and characters above the first 65,536. */
const LETTERS = [
  "a",
  "A",
  "b",
  "ß",
  "SS",
  "Σ",
  "σ",
  "ς",
  "İ",
  "i",
  "K",
  "\u212a",
  "%",
  "_",
  "\\",
  "'",
  '"',
  ",",
  "𝔸",
  "\uffee",
  " ",
];
export const aText = fc
  .array(fc.constantFrom(...LETTERS), { maxLength: 4 })
  .map((letters) => letters.join(""));
const MOMENTS = [
  "2026-01-31",
  "2026-01-31T00:00:00Z",
  "2026-01-31T02:00:00+02:00",
  "2026-01-31T09:30:00.120000",
  "2026-01-31T09:30:00.120001Z",
  "2026-02-01T00:00:00.5-01:30",
  "1969-12-31T23:59:59.999999Z",
];
const aMoment = fc.constantFrom(...MOMENTS);
const LABELS = ["suite", "owner.name", "__proto__", "a'b"];
const SCORES = ["acc", "f1.strict", "default/m:acc"];
const METRICS = [null, "default/m", "default"];

const aScoreSummary = fc.record({
  metric: fc.constantFrom(...METRICS),
  name: fc.constantFrom(...SCORES),
  kind: fc.constant("number" as const),
  higherIsBetter: fc.boolean(),
  count: fc.nat(3),
  nanCount: fc.nat(3),
  mean: fc.option(fc.constantFrom(0, 0.5, 1, -1e308), { freq: 3 }),
  stdDev: fc.option(fc.constantFrom(0, 0.25, 3), { freq: 3 }),
  min: fc.option(fc.constantFrom(-1, 0), { freq: 3 }),
  max: fc.option(fc.constantFrom(0, 1), { freq: 3 }),
  scoredItems: fc.nat(2),
  itemMean: fc.option(fc.constantFrom(0.1, 0.2), { freq: 3 }),
  standardError: fc.option(fc.constantFrom(0.01, 0.02), { freq: 3 }),
});

/** One score of each name and metric at most; several of one name now and then. */
const someScores: fc.Arbitrary<readonly ScoreSummary[]> = fc.uniqueArray(aScoreSummary, {
  maxLength: 3,
  selector: (score) => (score.metric === "default" ? `${score.metric} ${score.name}` : score.name),
});

export interface StoredSubject {
  readonly run: ImportedSummary;
  readonly notes: RunNotes | null;
}

const someNotes = fc.record({
  star: fc.boolean(),
  tags: fc.uniqueArray(aText, { maxLength: 2 }),
  note: aText,
  name: fc.option(aText, { freq: 2 }),
  model: fc.option(aText, { freq: 2 }),
  dataset: fc.option(aText, { freq: 2 }),
  metric: fc.option(aText, { freq: 2 }),
  changedAt: fc.option(aMoment, { freq: 3 }),
});

const aSubject = fc.record({
  run: fc.record({
    id: fc.constant("" as RunId),
    name: aText,
    format: fc.constantFrom("csv", "jsonl"),
    metric: fc.option(aText, { freq: 2 }),
    dataset: fc.option(aText, { freq: 2 }),
    model: fc.option(aText, { freq: 2 }),
    labels: fc.dictionary(fc.constantFrom(...LABELS.filter((key) => key !== "__proto__")), aText, {
      maxKeys: 2,
    }),
    createdAt: fc.oneof({ weight: 8, arbitrary: aMoment }, { weight: 1, arbitrary: fc.constant("unknown") }),
    importedAt: aMoment,
    rows: fc.nat(9),
    items: fc.nat(9),
    duplicates: fc.nat(9),
    erroredRows: fc.nat(9),
    skippedLines: fc.nat(9),
    scores: someScores,
    primaryScore: fc.constant(null),
  }),
  notes: fc.option(someNotes, { freq: 2 }),
});

/** Results with ids of their own, in no order. */
export const someSubjects: fc.Arbitrary<readonly StoredSubject[]> = fc
  .array(aSubject, { maxLength: 12 })
  .map((subjects) =>
    subjects.map(({ run, notes }, i) => ({
      run: { ...run, id: `run-${(i * 7) % 13}-${i}` as RunId },
      notes,
    })),
  );

const TEXTS = [
  "id",
  "name",
  "metric",
  "data.model",
  "dataset",
  "source",
  "status",
  "format",
  "starred",
  "note",
  "project",
];
const SERVICE_TEXTS = ["name", "metric", "dataset", "model"];

function operators(value: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const tie = fc.letrec<{ one: JsonObject; leaf: JsonObject }>((again) => ({
    leaf: fc.oneof(
      fc
        .tuple(fc.constantFrom("$eq", "$lt", "$lte", "$gt", "$gte"), value)
        .map(([key, one]): JsonObject => ({ [key]: one })),
      aText.map((one): JsonObject => ({ $like: one })),
      fc
        .tuple(fc.constantFrom("$in", "$nin"), fc.array(value, { maxLength: 3 }))
        .map(([key, list]): JsonObject => ({ [key]: list })),
      fc.constant<JsonObject>({ $eq: null }),
      fc.tuple(value, value).map(([a, b]): JsonObject => ({ $gte: a, $lt: b })),
    ),
    one: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      again("leaf"),
      fc
        .tuple(fc.constantFrom("$and", "$or"), fc.array(again("one"), { minLength: 1, maxLength: 2 }))
        .map(([key, list]): JsonObject => ({ [key]: list })),
      again("one").map((part): JsonObject => ({ $not: part })),
    ),
  }));
  return tie.one;
}

/** A tree of conditions; `side` decides the fields, and what a bare value means. */
export function aCondition(side: "filter" | "search"): fc.Arbitrary<JsonObject> {
  const texts =
    side === "search" ? SERVICE_TEXTS : [...TEXTS, "tags", ...LABELS.map((key) => `labels.${key}`)];
  const times = side === "search" ? ["created_at"] : ["created_at", "updated_at"];
  const member = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...texts), fc.oneof(aText, fc.constant(null), operators(aText))),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...times), fc.oneof(aMoment, operators(aMoment))) },
  );
  const tie = fc.letrec<{ node: JsonObject }>((again) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc
        .uniqueArray(member, { minLength: 1, maxLength: 2, selector: ([key]) => key })
        .map((members): JsonObject => Object.fromEntries(members as [string, Json][])),
      fc
        .tuple(fc.constantFrom("$and", "$or"), fc.array(again("node"), { minLength: 1, maxLength: 3 }))
        .map(([key, list]): JsonObject => ({ [key]: list })),
      again("node").map((part): JsonObject => ({ $not: part })),
    ),
  }));
  return tie.node;
}

export const aSort = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.constantFrom(
      "created_at",
      "updated_at",
      "name",
      ...SCORES.flatMap((score) =>
        ["mean", "sum", "variance", "count", "item_mean"].map((of) => `scores.${score}.${of}`),
      ),
      "scores.default:default/m:acc.mean",
    ),
  )
  .map(([sign, field]) => sign + field);

export const aQuery = fc
  .tuple(
    fc.option(aCondition("filter"), { freq: 5 }),
    fc.option(aCondition("search"), { freq: 1 }),
    fc.option(aSort, { freq: 4 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([filter, search, sort, page, pageSize]): ResultQuery => ({ filter, search, sort, page, pageSize }));
