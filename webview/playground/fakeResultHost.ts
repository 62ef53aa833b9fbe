// Answers the result panel from a made-up run. Sorts for real, so that orders can be tried.
import type { RowQuery, RowSort } from "../../src/core/rowQuery.ts";
import type { RowScore } from "../../src/core/run.ts";
import { type Server, serve, type Transport } from "../../src/protocol/channel.ts";
import type { ResultContract, ResultView } from "../../src/protocol/resultPanel.ts";
import type { HostTroubles } from "./hostTroubles.ts";
import type { SampleRun } from "./sampleRun.ts";

type SortValue = number | string | null;

function scoreValue(score: RowScore): SortValue {
  return typeof score.value === "string" ? score.value : score.value === null ? null : Number(score.value);
}

function sortValue(sample: SampleRun, index: number, sort: RowSort): SortValue {
  const { column } = sort;
  if (column.kind === "index") return index;
  if (column.kind === "score") return scoreValue(sample.score(index, column.score));
  if (column.kind === "output") return sample.detail(index).output;
  if (column.kind === "item") return String(sample.detail(index).item[column.field] ?? "");
  return index;
}

/** Missing values last both ways, ties by row number. */
export function compareValues(a: SortValue, b: SortValue, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

function orderOf(sample: SampleRun, sort: RowSort | null): readonly number[] | null {
  if (sort === null) return null;
  const keyed = Array.from({ length: sample.options.rows }, (_, index) => ({
    index,
    value: sortValue(sample, index, sort),
  }));
  keyed.sort((a, b) => compareValues(a.value, b.value, sort.descending) || a.index - b.index);
  return keyed.map((row) => row.index);
}

export function serveResult(
  transport: Transport,
  sample: SampleRun,
  troubles: HostTroubles,
  asked: (what: string) => void,
): Server<ResultContract> {
  let lastSort = "";
  let order: readonly number[] | null = null;
  const rows = (query: RowQuery) => {
    const key = JSON.stringify(query.sort);
    if (key !== lastSort) order = orderOf(sample, query.sort);
    lastSort = key;
    const count = Math.max(0, Math.min(query.limit, sample.options.rows - query.offset));
    const at = (i: number) => order?.[query.offset + i] ?? query.offset + i;
    return {
      total: sample.options.rows,
      offset: query.offset,
      rows: Array.from({ length: count }, (_, i) => sample.preview(at(i))),
    };
  };
  let withErrors = false;
  let rev = 0;
  const view = (): ResultView => ({ rev: ++rev, run: sample.run, locale: "en", withErrors });
  const server = serve<ResultContract>(transport, {
    ready: () => troubles.around("ready", view),
    rows: (query) => troubles.around("rows", () => rows(query)),
    row: ({ index }) => troubles.around("row", () => sample.detail(index)),
    openText: (params) => note(`openText ${JSON.stringify(params)}`),
    copy: ({ text }) => note(`copy ${text.slice(0, 80)}`),
    export: () => note("export"),
    compare: () => note("compare"),
    countErrors: ({ withErrors: counts }) => {
      withErrors = counts;
      server.emit("view", view());
      return note(`countErrors ${counts}`);
    },
    crashed: ({ message }) => note(`CRASHED ${message}`),
  });
  return server;

  function note(what: string): null {
    asked(what);
    return null;
  }
}
