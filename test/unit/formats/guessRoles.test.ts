// The guess of columns' roles: what is taken for input, output and scores, and when a person should look.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json/json.ts";
import type { FileProbe } from "../../../src/core/resultFormat.ts";
import { guessRoles, roleOf } from "../../../src/formats/guessRoles.ts";

const aProbe = (records: readonly JsonObject[], shape: FileProbe["shape"] = "jsonl"): FileProbe => ({
  name: "rows",
  records,
  shape,
});
const rolesOf = (records: readonly JsonObject[], shape?: FileProbe["shape"]) =>
  guessRoles(aProbe(records, shape)).roles;

describe("guessed roles", () => {
  it("are those of the usual column names", () => {
    const guess = guessRoles(
      aProbe([{ question: "q", expected: "a", output: "b", exact_match: 1, error: "" }]),
    );
    expect(guess.roles).toEqual({
      input: ["question", "expected"],
      expected: "expected",
      output: "output",
      scores: ["exact_match"],
      error: "error",
    });
    expect(guess.isSure).toBe(true);
  });

  it("take numbers by any name for scores, but ask a person to look", () => {
    const guess = guessRoles(aProbe([{ question: "q", output: "a", helpfulness: 4 }]));
    expect(guess.roles.scores).toEqual(["helpfulness"]);
    expect(guess.isSure).toBe(false);
  });

  it("leave ids, indexes and run columns out of the scores", () => {
    const { scores, input } = rolesOf([
      { id: 1, row_index: 0, question_id: 5, seed: 1, timestamp: 17, question: "q", output: "a", f1: 0.5 },
    ]);
    expect(scores).toEqual(["f1"]);
    expect(input).toEqual(["id", "question_id", "question"]);
  });

  it("take a number before the output for part of the item", () => {
    const { scores, input } = rolesOf([{ question: "q", weight: 2, output: "a", score: 1 }]);
    expect(scores).toEqual(["score"]);
    expect(input).toEqual(["question", "weight"]);
  });

  it("take texts for scores in CSV only where every one is a number, a boolean or NaN", () => {
    const records = [
      { question: "1", score: "0.5", fits: "True", f1: "nan", note: "1" },
      { question: "2", score: "", fits: "False", f1: "1e-3", note: "one" },
    ];
    expect(rolesOf(records, "csv").scores).toEqual(expect.arrayContaining(["score", "fits", "f1"]));
    expect(rolesOf(records, "csv").scores).not.toContain("note");
  });

  it("take an object of scores, also where a failed row's object holds no number", () => {
    const records = [
      { question: "a", scores: { exact: 1 } },
      { question: "b", scores: { exact: "NaN" } },
      { question: "c", scores: {} },
    ];
    expect(rolesOf(records).scores).toEqual(["scores"]);
    expect(rolesOf([...records].reverse()).scores).toEqual(["scores"]);
  });

  it("do not take an object of texts for scores", () => {
    expect(rolesOf([{ question: "a", judge: { verdict: "good" }, f1: 1 }]).scores).toEqual(["f1"]);
  });

  it("take the item alone for the input of our own export", () => {
    const line = { row_index: 0, digest: "x", trial: 1, item: { q: 1 }, output: "o", expected: "e" };
    expect(rolesOf([{ ...line, scores: { f1: 1 }, error: null }])).toEqual({
      input: ["item"],
      expected: "expected",
      output: "output",
      scores: ["scores"],
      error: "error",
    });
  });

  it("leave row numbers and digests of an exported CSV out of the item", () => {
    const line = {
      row_index: "0",
      digest: "x",
      trial: "1",
      "item.q": "a",
      output: "o",
      expected: "",
      f1: "1",
    };
    expect(rolesOf([{ ...line, error: "" }], "csv")).toMatchObject({
      input: ["item.q", "expected"],
      scores: ["f1"],
    });
  });

  it("find no scores where there are none", () => {
    const guess = guessRoles(aProbe([{ question: "a", output: "b" }]));
    expect(guess.roles.scores).toEqual([]);
    expect(guess.isSure).toBe(false);
  });

  it("show up to three different values of each column", () => {
    const records = ["a", "b", "a", "c", "d"].map((question) => ({ question, score: 1 }));
    const { columns } = guessRoles(aProbe(records));
    expect(columns.find((column) => column.name === "question")?.examples).toEqual(["a", "b", "c"]);
  });

  const NAMES = [
    "question",
    "output",
    "answer",
    "response",
    "expected",
    "label",
    "score",
    "f1",
    "error",
    "id",
  ];
  const OTHERS = ["item", "digest", "scores", "weight", "trial", "model", "Output", "exception", "x", ""];
  const aName = fc.constantFrom(...NAMES, ...OTHERS);
  const aValue = fc.oneof(
    fc.constantFrom<Json>(1, 0.5, true, null, "", "text", "1", "nan", "NaN"),
    fc.constant({ exact: 1 }),
    fc.constant([1]),
  );
  const someRecords = fc.array(fc.dictionary(aName, aValue, { maxKeys: 8 }), { minLength: 1, maxLength: 5 });

  it("never put a column in two roles, nor in none without saying so", () => {
    fc.assert(
      fc.property(someRecords, fc.constantFrom("jsonl", "csv"), (records, shape) => {
        const { roles, columns } = guessRoles(aProbe(records as JsonObject[], shape));
        // The expected answer is part of the item; every other role is exclusive.
        const taken = [...roles.input, ...roles.scores, roles.output, roles.error].filter(
          (name) => name !== null,
        );
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.filter((name) => name === roles.expected).length).toBeLessThanOrEqual(1);
        if (roles.expected !== null)
          expect([...roles.scores, roles.output, roles.error]).not.toContain(roles.expected);
        for (const { name, role } of columns) expect(role).toBe(roleOf(name, roles));
        expect(columns.filter((column) => column.role !== "ignore").map((column) => column.name)).toEqual(
          expect.arrayContaining(taken),
        );
      }),
    );
  });
});
