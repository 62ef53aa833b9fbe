// What a panel of several runs asks about one candidate beyond its rows: as a panel of two runs does, of the pair as the
// comparison of all has it joined.
import type { ComparePair } from "../../core/compare/compareTypes.ts";
import type { RunSet } from "../../core/compare/manyTypes.ts";
import type { Handlers } from "../../protocol/channel.ts";
import type { ManyContract } from "../../protocol/manyPanel.ts";
import { checkedManyChoice } from "../checkedMany.ts";
import { openOutputDiffs } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { evidenceHandlers, MOST_DIFFS } from "./compareEvidence.ts";
import type { CompareSubject } from "./subjects.ts";

type Evidence = Pick<Handlers<ManyContract>, "plot" | "slices" | "evidence" | "gate" | "openDiffs">;

/** `pairOf` fails for a run that is no candidate. */
export function manyEvidenceHandlers(
  store: WorkspaceStore,
  setOf: () => RunSet,
  pairOf: (run: number) => CompareSubject,
): Evidence {
  const of = (run: number) => {
    const { runs, ...join } = setOf();
    const subject = pairOf(run);
    const pair: ComparePair = { base: subject.base, candidate: subject.candidate, ...join, among: runs };
    return evidenceHandlers(store, subject, () => pair, runs.length - 1);
  };
  return {
    plot: ({ run, query }, call) => of(run).plot(query, call),
    slices: ({ run, query }, call) => of(run).slices(query, call),
    evidence: ({ run, query }, call) => of(run).evidence(query, call),
    gate: ({ run, query }, call) => of(run).gate(query, call),
    openDiffs: async ({ run, query }, { signal }) => {
      const subject = pairOf(run);
      const asked = { ...checkedManyChoice(query), offset: 0, limit: MOST_DIFFS };
      const { rows, total } = await store.call("manyRows", { set: setOf(), query: asked }, { signal });
      const both = rows.flatMap(({ sides }) => {
        const [base = null, candidate = null] = [sides[0], sides[run]];
        return base === null || candidate === null ? [] : [{ base, candidate }];
      });
      if (both.length > 0) await openOutputDiffs(subject, both);
      return { total, opened: both.length };
    },
  };
}
