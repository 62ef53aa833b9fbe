// Which joined rows a filter shows, and what filters on inputs make of the summary.

import { beforeEach, describe, expect, it } from "vitest";
import type { CompareFilter, ComparePair, CompareQuery } from "../../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../../src/core/compare/inputCondition.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const NEVER = new AbortController().signal;
const row = (question: string, score: unknown, output: string | null, error?: string) => ({
  question,
  output,
  score,
  error: error ?? null,
});

async function pairOfRows(base: readonly unknown[], candidate: readonly unknown[]): Promise<ComparePair> {
  const roles = { input: ["question"], output: "output", expected: null, error: "error", scores: ["score"] };
  const a = await bench.imported(bench.write("a.jsonl", jsonl(base)), { roles });
  const b = await bench.imported(bench.write("b.jsonl", jsonl(candidate)), { roles });
  return { base: a.run.id, candidate: b.run.id };
}

function somePair(): Promise<ComparePair> {
  return pairOfRows(
    [
      row("better", 0, "x"),
      row("worse", 1, "x"),
      row("drifted", 1, "equal"),
      row("same", 1, "equal"),
      row("failed", 1, "x"),
      row("unscored", null, "x"),
      row("gone", 1, "x"),
      row("twice", 1, "p"),
      row("twice", 0, "q"),
    ],
    [
      row("twice", 0, "q"),
      row("twice", 1, "p"),
      row("better", 1, "y"),
      row("worse", 0.25, "y"),
      row("drifted", 0.5, "equal"),
      row("same", 1, "equal"),
      row("failed", null, null, "timed out"),
      row("unscored", 1, "y"),
      row("new", 1, "x"),
    ],
  );
}

async function shown(
  pair: ComparePair,
  filter: CompareFilter,
  part: Partial<CompareQuery> = {},
): Promise<readonly (string | null | undefined)[]> {
  const sort = { column: "index", descending: false } as const;
  const query = { filter, score: 0, sort, offset: 0, limit: 100, ...part };
  const page = await bench.engine.compareRows(pair, query);
  expect(page.total).toBe(page.rows.length);
  return page.rows.map((one) => one.fields[0]);
}

describe("a filter on outcomes", () => {
  it.each([
    ["matched", ["better", "worse", "drifted", "same", "failed", "unscored", "twice"]],
    ["improved", ["better"]],
    ["regressed", ["worse", "drifted"]],
    ["same", ["same", "twice"]],
    ["unscored", ["failed", "unscored"]],
    ["errored", ["failed"]],
    ["missing", ["unscored"]],
    ["outputChanged", ["better", "worse", "failed", "unscored"]],
    ["graderDrift", ["drifted"]],
    ["onlyBase", ["gone"]],
    ["onlyCandidate", ["new"]],
    ["duplicatesBase", ["twice"]],
    ["duplicatesCandidate", ["twice"]],
    ["contentChanged", []],
  ] as const)("%s shows its rows", async (filter, wanted) => {
    expect(await shown(await somePair(), filter)).toEqual(wanted);
  });

  it("sorts by delta and by disagreement, missing values last", async () => {
    const pair = await somePair();
    const by = (column: "delta" | "disagreement", descending: boolean) =>
      shown(pair, "matched", { sort: { column, descending } });
    expect(await by("delta", false)).toEqual([
      ...["worse", "drifted", "same", "twice", "better"],
      ...["failed", "unscored"],
    ]);
    expect(await by("disagreement", true)).toEqual([
      ...["better", "worse", "drifted", "same", "twice"],
      ...["failed", "unscored"],
    ]);
  });
});

describe("a filter on inputs", () => {
  const inputs: readonly InputCondition[] = [{ field: "question", contains: "E" }];

  it("narrows the rows of every filter, on both sides, letter case ignored", async () => {
    const pair = await somePair();
    expect(await shown(pair, "matched", { inputs })).toEqual([
      ...["better", "worse", "drifted", "same", "failed", "unscored", "twice"],
    ]);
    expect(await shown(pair, "onlyBase", { inputs })).toEqual(["gone"]);
    const some = { inputs: [{ field: "question", contains: "ew" }] };
    expect(await shown(pair, "onlyCandidate", some)).toEqual(["new"]);
    expect(await shown(pair, "matched", some)).toEqual([]);
    expect(await shown(pair, "matched", { inputs: [{ field: "gone", contains: "x" }] })).toEqual([]);
  });

  it("gives the summary that runs of only these items have", async () => {
    const isIn = (one: { readonly question: string }): boolean => one.question.includes("pick");
    const rows = (shift: number) =>
      Array.from({ length: 120 }, (_, i) => ({
        question: `${i % 3 === 0 ? "pick" : "leave"} ${i % 100}`,
        output: "o",
        score: (i * 7 + shift * 3) % 5,
      }));
    const [a, b] = [rows(0), rows(1)];
    const whole = await pairOfRows(a, b);
    const narrowed = await (await bench.engine.comparison(whole)).summaryOf(
      [{ field: "question", contains: "pick" }],
      NEVER,
    );
    const alone = new Workbench();
    const ids = [];
    for (const [name, some] of [
      ["a.jsonl", a.filter(isIn)],
      ["b.jsonl", b.filter(isIn)],
    ] as const)
      ids.push(
        (
          await alone.imported(alone.write(name, jsonl(some)), {
            roles: { input: ["question"], output: "output", expected: null, error: null, scores: ["score"] },
          })
        ).run.id,
      );
    const [base, candidate] = ids as [ComparePair["base"], ComparePair["candidate"]];
    const wanted = await alone.engine.compare({ base, candidate });
    expect(narrowed).toEqual(wanted.summary);
    expect(narrowed.scores[0]?.n).toBeGreaterThan(30);
  });

  it("that keeps nothing compares nothing", async () => {
    const some = await (await bench.engine.comparison(await somePair())).summaryOf(
      [{ field: "question", contains: "zz" }],
      NEVER,
    );
    expect(some.join).toMatchObject({ matched: 0, onlyBase: 0, onlyCandidate: 0 });
    expect(some.scores[0]).toMatchObject({ n: 0, delta: null });
  });
});

describe("a typed filter on inputs", () => {
  const kept = async (pair: ComparePair, input: InputCondition) => {
    const names = await shown(pair, "matched", { inputs: [input] });
    const summary = await (await bench.engine.comparison(pair)).summaryOf([input], NEVER);
    expect(summary.join.matched).toBe(names.length);
    return names;
  };

  it("takes the whole text, a pattern, or its absence", async () => {
    const pair = await somePair();
    expect(await kept(pair, { field: "question", equals: "same" })).toEqual(["same"]);
    expect(await kept(pair, { field: "question", matches: "^(b|w)" })).toEqual(["better", "worse"]);
    expect(await kept(pair, { field: "question", equals: null })).toEqual([]);
    expect(await kept(pair, { field: "nowhere", equals: null })).toHaveLength(7);
    await expect(kept(pair, { field: "question", matches: "(" })).rejects.toThrow(/not a regular expression/);
  });
});

describe("conditions on outcomes", () => {
  const range = (min: number | null, max: number | null) => ({ kind: "range", score: 0, min, max }) as const;
  it.each<[string, NonNullable<CompareQuery["outcomes"]>, readonly string[]]>([
    [
      "a range of the base",
      [{ of: "base", condition: range(0.5, 1) }],
      ["worse", "drifted", "same", "failed", "twice"],
    ],
    [
      "a range of the candidate",
      [{ of: "candidate", condition: range(0.2, 0.6) }],
      ["worse", "drifted", "twice"],
    ],
    ["a range of the difference", [{ of: "delta", condition: range(null, -0.5) }], ["worse", "drifted"]],
    [
      "several together",
      [
        { of: "base", condition: range(1, 1) },
        { of: "candidate", condition: range(1, 1) },
      ],
      ["same"],
    ],
    [
      "a state",
      [{ of: "base", condition: { kind: "state", score: 0, states: ["missing", "null"] } }],
      ["unscored"],
    ],
    [
      "a text of the output",
      [{ of: "candidate", condition: { kind: "contains", place: { kind: "output" }, text: "EQUAL" } }],
      ["drifted", "same"],
    ],
    ["errors", [{ of: "candidate", condition: { kind: "errored", isErrored: true } }], ["failed"]],
  ])("%s shows just those rows and leaves the summary alone", async (_, outcomes, names) => {
    const pair = await somePair();
    expect(await shown(pair, "matched", { outcomes })).toEqual(names);
    expect((await bench.engine.compare(pair)).summary.scores[0]?.n).toBe(5);
  });

  it("join the other filters, and refuse what a difference does not have", async () => {
    const pair = await somePair();
    const outcomes = [{ of: "candidate", condition: range(0.5, null) }] as const;
    expect(await shown(pair, "regressed", { outcomes })).toEqual(["drifted"]);
    const text = { kind: "contains", place: { kind: "output" }, text: "x" } as const;
    await expect(shown(pair, "matched", { outcomes: [{ of: "delta", condition: text }] })).rejects.toThrow(
      /has no text/,
    );
    const unknown = { of: "base", condition: { ...range(0, 1), score: 7 } } as const;
    await expect(shown(pair, "matched", { outcomes: [unknown] })).rejects.toThrow(/no compared score/);
  });
});
