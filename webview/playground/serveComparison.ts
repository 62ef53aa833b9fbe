// Answers the compare panel's requests from a made-up comparison.

import type { CompareQuery, InputReport } from "../../src/core/compare/compareTypes.ts";
import { type InputCondition, inputTest } from "../../src/core/compare/inputCondition.ts";
import { type Server, serve, type Transport } from "../../src/protocol/channel.ts";
import type { CompareContract } from "../../src/protocol/comparePanel.ts";
import { FakeComparison } from "./fakeCompareHost.ts";
import { fakeEvidence, fakeGate, fakePlot, fakeSlices } from "./fakeEvidence.ts";
import type { HostTroubles } from "./hostTroubles.ts";

export function serveComparison(
  transport: Transport,
  whole: FakeComparison,
  troubles: HostTroubles,
  asked: (what: string) => void,
): Server<CompareContract> {
  let comparison = whole;
  let lastKey = "";
  let order: readonly number[] = [];
  const rows = (query: CompareQuery) => {
    const key = JSON.stringify([
      query.filter,
      query.inputs,
      query.outcomes,
      query.score,
      query.sort,
      comparison.keys,
    ]);
    if (key !== lastKey) {
      const kept = new Set(narrowed(comparison, query.inputs ?? []).digests);
      order = comparison.select(query).filter((at) => kept.has(comparison.digests[at] ?? ""));
    }
    lastKey = key;
    const window = order.slice(query.offset, query.offset + query.limit);
    return { total: order.length, offset: query.offset, rows: window.map((at) => comparison.row(at)) };
  };
  const note = (what: string): null => {
    asked(what);
    return null;
  };
  return serve<CompareContract>(transport, {
    ready: () => troubles.around("ready", () => comparison.view()),
    rows: (query) => troubles.around("rows", () => rows(query)),
    row: ({ position }) => troubles.around("row", () => comparison.detail(position)),
    inputs: () => troubles.around("inputs", () => fakeInputs(comparison)),
    narrow: ({ inputs }) => troubles.around("narrow", () => narrowed(comparison, inputs).view().summary),
    plot: ({ score, inputs }) => troubles.around("plot", () => fakePlot(narrowed(comparison, inputs), score)),
    slices: ({ score, inputs, field }) =>
      troubles.around("slices", () => fakeSlices(narrowed(comparison, inputs), score, field)),
    evidence: ({ score, inputs, drift }) =>
      troubles.around("evidence", () => fakeEvidence(narrowed(comparison, inputs), score, drift)),
    gate: (choice) => fakeGate(comparison, choice, fakeInputs(comparison)),
    openDiffs: (query) => {
      const { total } = rows({ ...query, offset: 0, limit: 1 });
      const opened = Math.min(total, 200);
      note(`openDiffs ${opened}`);
      return { total, opened };
    },
    joinBy: ({ keys, by }) =>
      troubles.around("joinBy", () => {
        const { service } = whole;
        comparison = joinedBy(whole, keys);
        comparison.service = service && { ...service, isUsed: keys.length === 0 && by === "service" };
        return comparison.view();
      }),
    countExcluded: ({ withExcluded }) => {
      comparison = comparison.counted(withExcluded);
      lastKey = "";
      return { ...comparison.view(), rev: Date.now(), withExcluded };
    },
    mapScores: ({ scoreMap }) => ({ ...comparison.view(), rev: Date.now(), scoreMap }),
    addRun: () => note("addRun"),
    save: (shown) => note(`save ${JSON.stringify(shown)}`),
    openItemDiff: ({ position }) => note(`openItemDiff ${position}`),
    openDiff: ({ position }) => note(`openDiff ${position}`),
    copy: ({ text }) => note(`copy ${text.slice(0, 80)}`),
    swap: () => note("swap"),
    export: () => note("export"),
    countErrors: ({ withErrors }) => note(`countErrors ${withErrors}`),
    crashed: ({ message }) => note(`CRASHED ${message}`),
  });
}

/** The comparison of the items whose field contains the text. */
function narrowed(whole: FakeComparison, inputs: readonly InputCondition[]): FakeComparison {
  if (inputs.length === 0) return whole;
  const { base, candidate, keys } = whole;
  const isKept = (item: number): boolean =>
    inputs.every((input) => inputTest(input)(base.fieldText(item, input.field)));
  return new FakeComparison(base, candidate, keys, isKept);
}

/** Made-up items that share nothing by content share everything by their number. */
function joinedBy(whole: FakeComparison, keys: readonly string[]): FakeComparison {
  if (keys.length === 0) return whole;
  return new FakeComparison(whole.base.numberedAnew(), whole.candidate.numberedAnew(), keys);
}

function fakeInputs(comparison: FakeComparison): InputReport {
  const { join } = comparison.view().summary;
  const isByKey = join.keys.length > 0;
  const changed = isByKey ? join.matched : Math.min(join.onlyBase, join.onlyCandidate, 7);
  const unpaired = isByKey ? 0 : changed;
  const offered = Math.min(join.onlyBase, join.onlyCandidate);
  return {
    isIdentical: join.onlyBase + join.onlyCandidate + changed === 0,
    unchanged: isByKey ? 0 : join.matched,
    changed,
    added: join.onlyCandidate - unpaired,
    removed: join.onlyBase - unpaired,
    pairedBy: changed === 0 ? [] : ["id"],
    nearIdentical: 0,
    changedFields: changed === 0 ? [] : [{ field: "question", items: changed }],
    offers: join.matched === 0 && offered > 0 ? [{ field: "id", matched: offered }] : [],
  };
}
