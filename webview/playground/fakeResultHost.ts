// Answers the result panel from a made-up run. Sorts for real, so that orders can be tried.

import { moreFieldNames } from "../../src/core/rows/rowField.ts";
import { type Server, serve, type Transport } from "../../src/protocol/channel.ts";
import type { ResultContract, ResultView } from "../../src/protocol/resultPanel.ts";
import { fakeElsewhere } from "./fakeElsewhere.ts";
import { FakeRowDetail } from "./fakeRowDetail.ts";
import { FakeRows } from "./fakeRows.ts";
import { fakeTrend, type TrendSample } from "./fakeTrend.ts";
import type { HostTroubles } from "./hostTroubles.ts";
import type { SampleRun } from "./sampleRun.ts";

type SortValue = number | string | null;

/** Missing values last both ways, ties by row number. */
export function compareValues(a: SortValue, b: SortValue, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

/** What the editor would ask for. */
const MARKED = {
  exclude: { exclusion: "the reference answer is wrong" },
  include: { exclusion: null },
  note: { note: "look at this again" },
} as const;

export function serveResult(
  transport: Transport,
  made: SampleRun,
  troubles: HostTroubles,
  asked: (what: string) => void,
  trend: TrendSample = { results: 12, withoutEvery: 5 },
): Server<ResultContract> {
  let sample = made;
  let rows = new FakeRows(sample);
  const detail = new FakeRowDetail(sample);
  let withErrors = false;
  let rev = 0;
  const view = (): ResultView => ({ rev: ++rev, run: sample.run, locale: "en", withErrors });
  const server = serve<ResultContract>(transport, {
    ready: () => troubles.around("ready", view),
    rows: (query) => troubles.around("rows", () => rows.page(query)),
    locate: (search) => troubles.around("locate", () => rows.locate(search)),
    moreFields: () =>
      moreFieldNames(Array.from({ length: Math.min(20, sample.run.rows) }, (_, i) => sample.detail(i))),
    slices: (query) => troubles.around("slices", () => rows.slices(query)),
    boxes: (query) => troubles.around("boxes", () => rows.boxes(query)),
    passes: ({ score }) => troubles.around("slices", () => rows.passes(score)),
    trend: ({ score }) => troubles.around("trend", () => fakeTrend(sample.run, score, trend, withErrors)),
    openResult: ({ id }) => note(`openResult ${id}`),
    copyRows: (query) => note(`copyRows ${JSON.stringify(query)}`),
    exportView: (view) => note(`exportView ${JSON.stringify(view)}`),
    sheet: ({ index }) => troubles.around("row", () => detail.sheet(index)),
    text: ({ index, part, from }) => troubles.around("text", () => detail.text(index, part, from)),
    value: ({ index, path, from }) => troubles.around("value", () => detail.value(index, path, from)),
    trials: ({ index }) => troubles.around("trials", () => detail.trials(index)),
    openText: (params) => note(`openText ${JSON.stringify(params)}`),
    copyPart: (params) => note(`copyPart ${JSON.stringify(params)}`),
    copy: ({ text }) => note(`copy ${text.slice(0, 80)}`),
    copyLink: ({ index }) => note(`copyLink ${index}`),
    atService: ({ action, index }) => note(`${action} ${index}`),
    takeRow: () => null,
    whereElse: ({ index }, { progress }) => fakeElsewhere(sample, index, progress),
    markRows: ({ action, rows: marked }) => {
      const others = (sample.options.marks ?? []).filter(({ row }) => !marked.includes(row));
      const own = marked.map((row) => ({ ...sample.said.get(row), row, ...MARKED[action] }));
      sample = sample.withMarks([...others, ...own]);
      rows = new FakeRows(sample);
      server.emit("view", view());
      return note(`markRows ${action} ${marked.join()}`);
    },
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
