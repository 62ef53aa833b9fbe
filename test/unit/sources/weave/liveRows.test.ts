// Rows asked of the service: what it answers is what the pulled copy answers, and what it would answer otherwise is refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { parseRowFilter, rowColumnOf } from "../../../../src/core/rows/rowFields.ts";
import type { Run } from "../../../../src/core/run.ts";
import type { LiveQuery } from "../../../../src/core/services/liveRows.ts";
import { liveRows } from "../../../../src/sources/weave/liveRows.ts";
import type { ResultsWire } from "../../../../src/sources/weave/resultsWire.ts";
import { type ResultsBody, resultsAnswer } from "../../../servers/weave/evalResults.ts";
import { aRun, aTrial, PROJECT, sampleRow, sampleTrials } from "../../../servers/weave/sampleRuns.ts";
import type { StoredTrial } from "../../../servers/weave/stored.ts";
import { aWeaveLab, never, type WeaveLab } from "../../../support/weaveLab.ts";

const RUN = aRun(1, []).id;
const REF = { connection: "weave-id", workspace: PROJECT, name: RUN };

/** As people type it. */
interface Typed {
  readonly filter: JsonObject;
  readonly sort: string | null;
  readonly offset: number;
  readonly limit: number;
}

function queryOf(run: Parameters<typeof rowColumnOf>[0], { filter, sort, offset, limit }: Typed) {
  const order =
    sort === null
      ? null
      : [{ column: rowColumnOf(run, sort.replace(/^-/, "")), descending: sort.startsWith("-") }];
  return { filter: parseRowFilter(run, filter), sort: order, offset, limit };
}

async function asked(lab: WeaveLab, typed: Typed) {
  const { scores } = await lab.engine.services.retrieve(REF, never);
  const fields = { scores, itemFields: [], moreFields: ["question"] };
  const query: LiveQuery = { ...queryOf(fields, typed), scores };
  return lab.engine.services.rowPage(REF, query, never);
}

async function stored(lab: WeaveLab, run: Run, typed: Typed) {
  return lab.engine.fullRows(run.id, queryOf(run, typed));
}

const someNumber = fc.constantFrom<number>(0, -0, 0.25, 0.5, 1, -3, 1e-9, 12345678901);
const numberOrNone = fc.oneof(
  { weight: 4, arbitrary: someNumber },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
);
const truthOrNone = fc.constantFrom(true, false, null, undefined);
const anything = fc.oneof(someNumber, fc.constantFrom(true, "text", null, undefined, [1], "NaN"));

const scoresOf = fc.record({ n: numberOrNone, t: truthOrNone, deep: numberOrNone, odd: anything });
type Scores = typeof scoresOf extends fc.Arbitrary<infer T> ? T : never;

function trialsOf(rows: readonly Scores[]): readonly StoredTrial[] {
  return rows.map(({ n, t, deep, odd }, i) => {
    const given = Object.entries({ n, t, odd }).filter(([, value]) => value !== undefined);
    const digest = `d${String((i * 37) % 101).padStart(3, "0")}`;
    // Some inputs are equal though the service names them apart.
    const row = JSON.stringify(sampleRow(i % 17));
    const scores = { ...Object.fromEntries(given), ...(deep === undefined ? {} : { judge: { deep } }) };
    return aTrial(`t${i}`, { digest, row, scores, output: i % 5 === 0 ? null : `Answer ${i}` });
  });
}

const operator = fc.constantFrom("$gte", "$lt", "$gt", "$lte");
const limits = fc.dictionary(operator, someNumber, { minKeys: 1, maxKeys: 2 });
const condition = fc.oneof(
  { weight: 3, arbitrary: limits },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: someNumber },
);
const typedQuery: fc.Arbitrary<Typed> = fc.record({
  filter: fc.dictionary(fc.constantFrom("n", "t", "judge.deep", "odd"), condition, {
    maxKeys: 1,
  }) as fc.Arbitrary<JsonObject>,
  sort: fc.constantFrom(null, "n", "-n", "t", "-t", "judge.deep", "-judge.deep", "odd", "-odd", "row_index"),
  offset: fc.constantFrom(0, 0, 0, 2, 7, 25),
  limit: fc.integer({ min: 1, max: 20 }),
});

describe("rows asked of the service", () => {
  it("are those of the pulled copy, in its order, for every query that is answered", async () => {
    let answered = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(scoresOf, { minLength: 2, maxLength: 40 }),
        fc.array(typedQuery, { minLength: 12, maxLength: 12 }),
        async (rows, queries) => {
          const lab = await aWeaveLab([aRun(1, trialsOf(rows))]);
          const pages = [];
          for (const typed of queries) pages.push(await asked(lab, typed).catch(unknownScore));
          const pulled = await lab.pull(RUN);
          if (pulled?.kind !== "pulled") throw new Error(JSON.stringify(pulled));
          const run = await lab.engine.run(pulled.run.id);
          for (const [i, page] of pages.entries()) {
            if (page?.kind !== "page") {
              refused++;
              continue;
            }
            answered++;
            const typed = queries[i] as Typed;
            const expected = await stored(lab, run, typed);
            expect(page.total).toBe(expected.total);
            expect(page.rows.map(({ index, ...row }) => row)).toEqual(
              expected.rows.map(({ index, trial, source, place, ...row }) => row),
            );
            for (const [at, { index }] of page.rows.entries())
              if (index !== null) expect(index).toBe(expected.rows[at]?.index);
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
    expect(answered).toBeGreaterThan(25);
    expect(refused).toBeGreaterThan(5);
  });

  /** A score that no row has is not in the service's statistics, so nothing can be asked of it. */
  function unknownScore(error: unknown): null {
    expect(String(error)).toMatch(/Can't (?:sort|filter) by/);
    return null;
  }

  it("say their place where neither filter nor order hides it, and are all that is downloaded", async () => {
    const lab = await aWeaveLab([aRun(1, sampleTrials(1, 5_000))]);
    const page = await asked(lab, { filter: {}, sort: null, offset: 4_990, limit: 20 });
    expect(page).toMatchObject({ kind: "page", total: 5_000 });
    expect(page.kind === "page" && page.rows.map(({ index }) => index)).toEqual(
      Array.from({ length: 10 }, (_, i) => 4_990 + i),
    );
    expect(lab.server.requests.filter((one) => one.includes("eval_results")).length).toBeLessThan(5);
    expect((await lab.engine.list({ page: 1, pageSize: 5 })).total).toBe(0);
  });

  it.each<[string, Partial<Typed>, RegExp]>([
    ["texts", { filter: { output: "Answer" } }, /only by the numbers/],
    ["fields of the item", { filter: { question: { $eq: "a" } } }, /only by the numbers/],
    ["errors", { filter: { error: true } }, /only by the numbers/],
    ["states", { filter: { exact: { $state: "missing" } } }, /only by the numbers/],
    ["several scores", { filter: { exact: true, "judge.score": 1 } }, /several scores/],
    ["what none can pass", { filter: { exact: 0.5 } }, /neither true nor false/],
    ["the order of texts", { sort: "output" }, /one score only/],
    ["the last row first", { sort: "-row_index" }, /one score only/],
    ["the order of labels", { sort: "judge.reason" }, /other than numbers/],
  ])("refuse %s", async (_, typed, reason) => {
    const lab = await aWeaveLab([aRun(1, sampleTrials(1, 40))]);
    expect(await asked(lab, { filter: {}, sort: null, offset: 0, limit: 5, ...typed })).toEqual({
      kind: "notTheSame",
      reason: expect.stringMatching(reason),
    });
  });

  it("refuse runs with several trials a row, and runs that are not finished", async () => {
    const several = await aWeaveLab([aRun(1, sampleTrials(1, 40, 2))]);
    const running = await aWeaveLab([aRun(1, sampleTrials(1, 4), { status: "running", finishedAt: null })]);
    const typed = { filter: {}, sort: "exact", offset: 0, limit: 5 };
    expect(await asked(several, typed)).toMatchObject({ reason: expect.stringMatching(/several trials/) });
    expect(await asked(running, typed)).toMatchObject({ reason: expect.stringMatching(/not finished/) });
  });
});

describe("a service that means something else", () => {
  const values = [0.5, 1, null, 0.25, 0.75, 0.5];
  const run = aRun(
    1,
    values.map((s, i) =>
      aTrial(`t${i}`, { digest: `d${i}`, row: JSON.stringify(sampleRow(i)), scores: { s } }),
    ),
  );
  const scores = [{ metric: null, name: "s" }];
  const high = { kind: "range", score: 0, min: 0.5, max: null } as const;
  const sorted: LiveQuery = {
    scores,
    filter: [],
    sort: [{ column: { kind: "score", score: 0 }, descending: true }],
    offset: 0,
    limit: 10,
  };
  const answered = (query: LiveQuery, turned: (body: ResultsBody) => ResultsBody) =>
    liveRows(
      {
        runId: run.id,
        query: (body) => {
          const text = resultsAnswer([run], turned(body as unknown as ResultsBody), false);
          return Promise.resolve({ text, wire: JSON.parse(text) as ResultsWire });
        },
      },
      query,
    );
  const filtered: LiveQuery = { ...sorted, filter: [high], sort: null };

  it("is believed where it keeps to its documentation", async () => {
    expect(await answered(sorted, (body) => body)).toMatchObject({ kind: "page", total: 6 });
    expect(await answered(filtered, (body) => body)).toMatchObject({ kind: "page", total: 4 });
  });

  const replaced = (from: string, to: string) => (body: ResultsBody) =>
    JSON.parse(JSON.stringify(body).replaceAll(from, to)) as ResultsBody;

  it.each<[string, LiveQuery, (body: ResultsBody) => ResultsBody]>([
    ["leaves out the order", sorted, ({ sort_by: _, ...body }) => body],
    ["turns the order", sorted, replaced('"desc"', '"asc"')],
    ["leaves out filters, so that rows come twice", sorted, ({ filters: _, ...body }) => body],
    ["leaves out a filter", filtered, ({ filters: _, ...body }) => body],
    ["counts what is not there as there", sorted, replaced('"to":"exists"', '"to":"bool"')],
    ["reads numbers as whole ones", filtered, replaced('"to":"double"', '"to":"int"')],
    ["gives fewer rows than asked for", sorted, (body) => ({ ...body, limit: Math.min(body.limit ?? 2, 2) })],
  ])("and %s is refused", async (_, query, turned) => {
    expect(await answered(query, turned)).toMatchObject({ kind: "notTheSame" });
  });
});
