// Rows cut out of an answer's text: whatever it holds, the lines say what the parsed answer says, numbers as written.
import fc from "fast-check";
import { parse } from "valibot";
import { describe, expect, it } from "vitest";
import { resultsWire } from "../../../../src/sources/weave/resultsWire.ts";
import { rowLines } from "../../../../src/sources/weave/rowLines.ts";

function linesOf(text: string, runId = "run"): readonly string[] {
  return rowLines({ text, wire: parse(resultsWire, JSON.parse(text)) }, runId);
}

describe("lines of an answer", () => {
  const anId = fc.constantFrom("run", "other");
  const aTrial = fc.record({
    predict_and_score_call_id: fc.string({ minLength: 1 }),
    model_output: fc.jsonValue(),
    scores: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
  });
  const anEvaluation = fc.record(
    { evaluation_call_id: anId, trials: fc.option(fc.array(aTrial, { maxLength: 3 })) },
    { requiredKeys: ["evaluation_call_id"] },
  );
  const aRow = fc.record(
    {
      row_digest: fc.string({ minLength: 1 }),
      raw_data_row: fc.oneof(fc.object(), fc.jsonValue(), fc.constant("weave:///a/b/object/x:y")),
      evaluations: fc.option(fc.array(anEvaluation, { maxLength: 3 })),
      more: fc.jsonValue(),
    },
    { requiredKeys: ["row_digest"] },
  );
  const anAnswer = fc.record(
    { before: fc.jsonValue(), rows: fc.option(fc.array(aRow, { maxLength: 4 })), total_rows: fc.nat() },
    { requiredKeys: ["total_rows"] },
  );

  it("hold each trial of the run once, as the answer does, one to a line", () => {
    fc.assert(
      fc.property(anAnswer, fc.constantFrom(0, 2), (answer, space) => {
        const text = JSON.stringify(answer, null, space);
        const sent = JSON.parse(text) as typeof answer;
        const lines = linesOf(text);
        const wanted = (sent.rows ?? []).flatMap((row) =>
          (row.evaluations ?? []).flatMap((evaluation) =>
            evaluation.evaluation_call_id === "run"
              ? (evaluation.trials ?? []).map((trial) => ({ digest: row.row_digest, trial }))
              : [],
          ),
        );
        expect(lines.every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
        const read = lines.map((line) => JSON.parse(line) as { row_digest: string; trial: unknown });
        const texts = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
        expect(texts(read.map(({ row_digest, trial }) => ({ digest: row_digest, trial })))).toEqual(
          texts(wanted),
        );
      }),
    );
  });

  it("keep numbers as written, and of repeated members the last", () => {
    const trial = '{"predict_and_score_call_id":"t","scores":{"s":1.0}}';
    const row = `{"row_digest":"d","raw_data_row":{"n":1},"raw_data_row": {"n":1.50,"big":12345678901234567890} ,
      "evaluations":[],"evaluations":[{"trials":[],"evaluation_call_id":"run","trials":[${trial}]}]}`;
    expect(linesOf(`{"rows":null,"rows":[${row}],"total_rows":1}`)).toEqual([
      `{"row_digest":"d","item":{"n":1.50,"big":12345678901234567890},"trial":${trial}}\n`,
    ]);
  });

  it("have the service's digest where the input stayed a ref or is not there, and plain inputs by name", () => {
    const row = (digest: string, input: string): string =>
      `{"row_digest":"${digest}","raw_data_row":${input},"evaluations":[{"evaluation_call_id":"run","trials":[{"predict_and_score_call_id":"t"}]}]}`;
    const rows = [row("a", '"weave:///x"'), row("b", "null"), row("c", '"plain"'), row("d", "7")];
    const items = linesOf(`{"rows":[${rows.join(",")}],"total_rows":4}`).map(
      (line) => (JSON.parse(line) as { item: unknown }).item,
    );
    expect(items).toEqual([{ row_digest: "a" }, { row_digest: "b" }, { input: "plain" }, { input: 7 }]);
  });
});
