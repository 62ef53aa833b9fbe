// A stored row at the service it came from: only ids that read as ids are followed.
import { describe, expect, it } from "vitest";
import { remoteRow } from "../../../../src/app/rows/remoteRow.ts";
import type { RowDetail } from "../../../../src/core/rows/rowQuery.ts";
import type { RunOrigin } from "../../../../src/core/runStore.ts";

const REMOTE = {
  connection: "Traces",
  service: "https://trace.wandb.ai",
  workspace: "acme/support",
  name: "run-1",
  id: "run-1",
  updatedAt: "2026-01-02T03:04:05.000Z",
};
const origin = (remote?: typeof REMOTE): RunOrigin => ({
  fileName: "run-1.weave.jsonl",
  sizeBytes: 1,
  identity: "x",
  roles: null,
  ...(remote === undefined ? {} : { remote }),
});
const row = (source: unknown): RowDetail => ({
  index: 0,
  digest: "d",
  trial: 1,
  item: {},
  scores: [],
  output: null,
  expected: null,
  error: null,
  source: typeof source === "string" ? source : JSON.stringify(source),
});
const trial = (changes: object) => row({ trial: { predict_and_score_call_id: "call-1", ...changes } });

describe("a row at its service", () => {
  it("is its call and its prediction, where the service told one", () => {
    const both = trial({ predict_call_id: "predict-1" });
    expect(remoteRow(origin(REMOTE), both)).toEqual({
      origin: REMOTE,
      call: "call-1",
      prediction: "predict-1",
    });
    expect(remoteRow(origin(REMOTE), trial({ predict_call_id: null }))?.prediction).toBeNull();
  });

  it("is nowhere for rows of files, rows without a call, and lines that are no JSON", () => {
    expect(remoteRow(origin(), trial({}))).toBeNull();
    expect(remoteRow(origin(REMOTE), row({ item: { a: 1 } }))).toBeNull();
    expect(remoteRow(origin(REMOTE), row("{"))).toBeNull();
  });

  it.each(["../../x", "a/b", "a?b=1", "", "javascript:x", "a b"])("follows no id like %j", (id) => {
    expect(remoteRow(origin(REMOTE), trial({ predict_and_score_call_id: id }))).toBeNull();
    expect(remoteRow(origin(REMOTE), trial({ predict_call_id: id }))?.prediction).toBeNull();
  });
});
