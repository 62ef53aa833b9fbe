// Answers the requests of the panel of several runs from a made-up comparison.
import type { InputReport } from "../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../src/core/compare/inputCondition.ts";
import type { ManyQuery } from "../../src/core/compare/manyTypes.ts";
import { type Server, serve, type Transport } from "../../src/protocol/channel.ts";
import type { ManyContract } from "../../src/protocol/manyPanel.ts";
import type { FakeComparison } from "./fakeCompareHost.ts";
import { fakeEvidence, fakeGate, fakePlot, fakeSlices } from "./fakeEvidence.ts";
import type { FakeMany } from "./fakeMany.ts";
import type { HostTroubles } from "./hostTroubles.ts";

export function serveManyRuns(
  transport: Transport,
  whole: FakeMany,
  troubles: HostTroubles,
  asked: (what: string) => void,
): Server<ManyContract> {
  let comparison = whole;
  let last: { readonly key: string; readonly order: readonly number[]; readonly of: FakeMany } | null = null;
  const rows = ({ offset, limit, ...query }: ManyQuery) => {
    const key = JSON.stringify([query, comparison.keys]);
    if (last?.key !== key) {
      const of = comparison.narrowed(query.inputs);
      last = { key, of, order: of.select({ ...query, offset, limit }) };
    }
    const { order, of } = last;
    const shown = order.slice(offset, offset + limit);
    return { total: order.length, offset, rows: shown.map((at) => of.rowAt(at)) };
  };
  const pairOf = (run: number, inputs: readonly InputCondition[]): FakeComparison => {
    const pair = comparison.narrowed(inputs).pairs[run - 1];
    if (pair === undefined) throw new Error(`There is no candidate ${run}.`);
    return pair;
  };
  const note = (what: string): null => {
    asked(what);
    return null;
  };
  return serve<ManyContract>(transport, {
    ready: () => troubles.around("ready", () => comparison.view()),
    rows: (query) => troubles.around("rows", () => rows(query)),
    row: ({ position }) => troubles.around("row", () => comparison.detail(position)),
    flips: ({ rule, inputs }) => troubles.around("flips", () => comparison.narrowed(inputs).flips(rule)),
    summary: ({ scope, inputs }) =>
      troubles.around("summary", () => comparison.narrowed(inputs).summary(scope)),
    plot: ({ run, query }) => troubles.around("plot", () => fakePlot(pairOf(run, query.inputs), query.score)),
    slices: ({ run, query }) =>
      troubles.around("slices", () => fakeSlices(pairOf(run, query.inputs), query.score, query.field)),
    evidence: ({ run, query }) =>
      troubles.around("evidence", () => fakeEvidence(pairOf(run, query.inputs), query.score, query.drift)),
    gate: ({ run, query }) =>
      fakeGate(pairOf(run, []), query, madeUpInputs(comparison)[run - 1] as InputReport),
    openDiffs: ({ run, query }) => {
      const { total } = rows({ ...query, offset: 0, limit: 1 });
      const opened = Math.min(total, 200);
      note(`openDiffs ${run} ${opened}`);
      return { total, opened };
    },
    inputs: () => troubles.around("inputs", () => madeUpInputs(comparison)),
    joinBy: ({ keys }) =>
      troubles.around("joinBy", () => {
        comparison = whole.joinedBy(keys);
        return comparison.view();
      }),
    countExcluded: ({ withExcluded }) => ({ ...comparison.view(), rev: Date.now(), withExcluded }),
    mapScores: ({ scoreMap }) => ({ ...comparison.view(), rev: Date.now(), scoreMap }),
    addRun: () => note("addRun"),
    removeRun: ({ run }) => note(`removeRun ${run}`),
    makeBase: ({ run }) => note(`makeBase ${run}`),
    openPair: ({ run }) => note(`openPair ${run}`),
    openDiff: ({ position, run }) => note(`openDiff ${position} ${run}`),
    save: (shown) => note(`save ${JSON.stringify(shown)}`),
    copy: ({ text }) => note(`copy ${text.slice(0, 80)}`),
    export: () => note("export"),
    countErrors: ({ withErrors }) => note(`countErrors ${withErrors}`),
    crashed: ({ message }) => note(`CRASHED ${message}`),
  });
}

function madeUpInputs(comparison: FakeMany): readonly InputReport[] {
  return comparison.view().summary.pairs.map(({ matched, onlyBase, onlyCandidate, keys }) => ({
    isIdentical: onlyBase + onlyCandidate === 0,
    unchanged: matched,
    changed: 0,
    added: onlyCandidate,
    removed: onlyBase,
    pairedBy: [],
    nearIdentical: 0,
    changedFields: [],
    offers:
      matched === 0 && keys.length === 0 ? [{ field: "id", matched: Math.min(onlyBase, onlyCandidate) }] : [],
  }));
}
