// Runs and rows for tests and the playground: complete and deterministic; a test names only what it is about.
import type { RowDetail, RowPreview } from "../../src/core/rows/rowQuery.ts";
import type { Run, RunId } from "../../src/core/run.ts";
import { aRowScore, aScore } from "./scoreBuilders.ts";

export function aRun(part: Partial<Run> = {}): Run {
  return {
    id: "01-run" as RunId,
    name: "docs-qa-nemotron49-v2",
    format: "nemo-rows",
    metric: "support/answer-quality",
    dataset: "support/docs-qa",
    model: "nvidia/nemotron-super-49b",
    labels: {},
    createdAt: "2026-11-20T14:32:00Z",
    importedAt: "2026-11-20T15:00:00Z",
    rows: 4,
    items: 4,
    duplicates: 0,
    erroredRows: 0,
    skippedLines: 0,
    scores: [aScore()],
    primaryScore: 0,
    itemFields: ["question"],
    sourceFile: "row-scores.jsonl",
    givenAggregates: [],
    starred: false,
    tags: [],
    note: "",
    source: "local",
    status: "completed",
    updatedAt: "2026-11-20T15:00:00Z",
    asImported: {},
    ...part,
  };
}

/** A row as a table shows it. */
export function aRow(part: Partial<RowPreview> = {}): RowPreview {
  return {
    index: 0,
    digest: "7Gq0vXcJ2mE1b8",
    trial: 1,
    fields: ["What is the maximum upload size for the batch endpoint?"],
    output: "100 MB.",
    error: null,
    scores: [aRowScore()],
    ...part,
  };
}

/** A row in full. */
export function aRowDetail(part: Partial<RowDetail> = {}): RowDetail {
  return {
    index: 0,
    digest: "7Gq0vXcJ2mE1b8",
    trial: 1,
    item: { question: "What is the maximum upload size for the batch endpoint?" },
    output: "100 MB.",
    expected: "512 MB.",
    scores: [aRowScore()],
    error: null,
    source: '{"question":"What is the maximum upload size for the batch endpoint?"}',
    ...part,
  };
}
