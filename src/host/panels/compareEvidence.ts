// What a compare panel asks about one pair of runs beyond its rows: charts, slices, evidence, the gate, and all diffs of a
// filter at once.
import type { ComparePair } from "../../core/compare/compareTypes.ts";
import type { Handlers } from "../../protocol/channel.ts";
import type { CompareContract } from "../../protocol/comparePanel.ts";
import {
  checkedChoice,
  checkedEvidence,
  checkedGate,
  checkedPair,
  checkedSlices,
} from "../checkedComparison.ts";
import { openOutputDiffs } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import type { CompareSubject } from "./subjects.ts";

/** Diffs opened together: each is a pair of documents that the editor holds. */
export const MOST_DIFFS = 200;

type Evidence = Pick<Handlers<CompareContract>, "plot" | "slices" | "evidence" | "gate" | "openDiffs">;

/** `pairOf`: the pair as it is joined now, one of so many candidates. */
export function evidenceHandlers(
  store: WorkspaceStore,
  subject: CompareSubject,
  pairOf: () => ComparePair,
  candidates = 1,
): Evidence {
  return {
    plot: (query, { signal }) =>
      store.call("comparePlot", { pair: pairOf(), query: checkedPair(query) }, { signal }),
    slices: (query, { signal, progress }) =>
      store.call(
        "compareSlices",
        { pair: pairOf(), query: checkedSlices(query) },
        { signal, onProgress: progress },
      ),
    evidence: (query, { signal }) =>
      store.call("compareEvidence", { pair: pairOf(), query: checkedEvidence(query) }, { signal }),
    gate: (choice, { signal }) =>
      store.call("compareGate", { pair: pairOf(), choice: checkedGate(choice, candidates) }, { signal }),
    openDiffs: async (choice, { signal }) => {
      const query = { ...checkedChoice(choice), offset: 0, limit: MOST_DIFFS };
      const { rows, total } = await store.call("compareRows", { pair: pairOf(), query }, { signal });
      const both = rows.filter((row) => row.base !== null && row.candidate !== null);
      if (both.length > 0) await openOutputDiffs(subject, both);
      return { total, opened: both.length };
    },
  };
}
