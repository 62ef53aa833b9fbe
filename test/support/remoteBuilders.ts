// Connections and results of services, complete; tests override what matters.

import type { RunId, ScoreAggregate } from "../../src/core/run.ts";
import type { Connection } from "../../src/core/services/connection.ts";
import type { ListedRemote } from "../../src/core/services/evalSource.ts";

export function aConnection(part: Partial<Connection> = {}): Connection {
  return {
    id: "Lab",
    kind: "nemo",
    name: "Lab",
    baseUrl: "http://127.0.0.1:8080",
    workspaces: ["default"],
    auth: "none",
    allowsHttp: false,
    ...part,
  };
}

export function aRemoteScore(part: Partial<ScoreAggregate> = {}): ScoreAggregate {
  return {
    metric: null,
    name: "exact",
    kind: "number",
    higherIsBetter: true,
    count: 38,
    nanCount: 2,
    mean: 0.75,
    stdDev: 0.43,
    min: 0,
    max: 1,
    scoredItems: 38,
    itemMean: null,
    standardError: null,
    scoreType: "range",
    sum: 28.5,
    variance: 0.19,
    infiniteCount: 0,
    errorCount: 0,
    missingCount: 0,
    percentiles: null,
    histogram: [],
    rubric: [],
    modeCategory: null,
    ...part,
  };
}

export function aRemote(name: string, part: Partial<ListedRemote> = {}): ListedRemote {
  return {
    id: `remote:${name}` as RunId,
    name,
    format: "nemo-rows",
    metric: "default/exact",
    dataset: "default/qa-v2",
    model: "default/llama-8b",
    labels: {},
    createdAt: "2026-04-12T09:30:00Z",
    importedAt: "2026-04-12T09:30:00Z",
    rows: 40,
    items: 0,
    duplicates: 0,
    erroredRows: 0,
    skippedLines: 0,
    scores: [aRemoteScore()],
    primaryScore: 0,
    starred: false,
    tags: [],
    note: "",
    source: "Lab",
    status: "completed",
    updatedAt: "2026-04-12T09:30:00Z",
    asImported: {},
    remote: { connection: "Lab", workspace: "default", name },
    workspace: "default",
    project: null,
    copy: null,
    ...part,
  };
}
