// The host's side of the panel of several runs: a base and its candidates, joined by the engine.
import * as vscode from "vscode";
import { PAIR_SCOPES, type RunSet } from "../../core/compare/manyTypes.ts";
import type { OpenedView, ShownToSave } from "../../core/compare/savedComparison.ts";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import { serve } from "../../protocol/channel.ts";
import type { ManyContract, ManyView } from "../../protocol/manyPanel.ts";
import type { CompareCommand } from "../../protocol/panelCommands.ts";
import type { Lifetime } from "../../util/lifetime.ts";
import { checkedInputs, checkedMethod } from "../checkedComparison.ts";
import { checkedCount, checkedJoin, checkedMappings, checkedWord } from "../checkedInput.ts";
import { checkedManyQuery, checkedRule } from "../checkedMany.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { CommandedPage } from "../panelCommands.ts";
import type { Reporter } from "../report.ts";
import { openOutputDiff } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { answerEarly } from "./earlyAnswer.ts";
import { manyEvidenceHandlers } from "./manyEvidence.ts";
import { emitChanges, panelHandlers } from "./panelLife.ts";
import { panelTransport } from "./panelPage.ts";
import type { PanelKind } from "./panelRegistry.ts";
import {
  type ComparePage,
  type CompareSubject,
  joinOf,
  type ManySubject,
  readManySubject,
} from "./subjects.ts";

export interface ManyPanelParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly exportMany: (subject: ManySubject) => Promise<void>;
  /** Asks for one more run; `null` when nothing was chosen. */
  readonly withOneMore: (subject: ManySubject) => Promise<ManySubject | null>;
  /** Opens a comparison of two or more. */
  readonly open: (subject: ManySubject) => void;
  readonly openPair: (subject: CompareSubject) => void;
  readonly save: (subject: ManySubject, shown: ShownToSave) => Promise<void>;
  /** What a saved comparison shows at first; `null` where it is not there any more. */
  readonly savedView: (name: string) => Promise<OpenedView | null>;
}

/** A panel of several runs carries out the commands of one of two. */
export type ManyPage = ComparePage & CommandedPage<CompareCommand>;

export function manyPanelKind(parts: ManyPanelParts): PanelKind<ManySubject, ManyPage> {
  return {
    viewType: "evalResults.compareMany",
    bundle: "compareMany",
    icon: "compare",
    title: ({ names, saved }) => saved ?? `${names[0] ?? ""} ↔ ${names.length - 1} runs`,
    identity: ({ names: _, ...rest }) => rest,
    readSubject: readManySubject,
    serve: (panel, subject, life) => serveMany(parts, panel, subject, life),
  };
}

function serveMany(
  parts: ManyPanelParts,
  panel: vscode.WebviewPanel,
  subject: ManySubject,
  life: Lifetime,
): ManyPage {
  const { store, report } = parts;
  let shown: ManySubject = subject;
  let rev = 0;
  const setOf = (): RunSet => ({ runs: shown.runs, ...joinOf(shown) });
  const view = async (): Promise<ManyView> => ({
    rev: ++rev,
    ...(await store.call(
      "compareMany",
      { set: setOf(), scope: "pair", inputs: [] },
      { signal: life.signal },
    )),
    locale: vscode.env.language,
    withErrors: parts.errors.withErrors,
    scoreMap: shown.scoreMap ?? [],
    withExcluded: shown.withExcluded === true,
    saved: shown.saved === undefined ? null : await parts.savedView(shown.saved),
  });
  /** The view of another join; a failure leaves the panel as it was. */
  const renewed = async (change: Partial<ManySubject>): Promise<ManyView> => {
    const former = shown;
    shown = { ...shown, ...change };
    try {
      return await view();
    } catch (error) {
      shown = former;
      throw error;
    }
  };
  /** Another comparison takes this panel's place. */
  const replaceBy = (runs: readonly number[]): null => {
    const { saved: _, ...rest } = shown;
    const [ids, names] = [runs.map((run) => shown.runs[run]), runs.map((run) => shown.names[run] ?? "")];
    parts.open({ ...rest, runs: ids as readonly RunId[], names });
    panel.dispose();
    return null;
  };
  const places = (): readonly number[] => shown.runs.map((_, run) => run);
  const pairOf = (run: number): CompareSubject => {
    const { runs, names, keys, by, withExcluded } = shown;
    const [base, candidate] = [runs[0], runs[checkedCount(run)]];
    if (base === undefined || candidate === undefined || run === 0)
      throw new Problem("badInput", "The panel asked for a run that can't exist.");
    const counted = { ...(by && { by }), ...(withExcluded === true ? { withExcluded } : {}) };
    const pair = { base, candidate, baseName: names[0] ?? "", candidateName: names[run] ?? "", ...counted };
    return keys === undefined || keys.length === 0 ? pair : { ...pair, keys };
  };
  const server = serve<ManyContract>(panelTransport(panel.webview), {
    ready: answerEarly(view, (first) => server.emit("view", first), [store, parts.errors], life),
    rows: (query, { signal }) =>
      store.call("manyRows", { set: setOf(), query: checkedManyQuery(query) }, { signal }),
    row: ({ position }, { signal }) =>
      store.call("manyRow", { set: setOf(), position: checkedCount(position) }, { signal }),
    flips: ({ rule, inputs }, { signal }) =>
      store.call(
        "manyFlips",
        { set: setOf(), rule: checkedRule(rule), inputs: checkedInputs(inputs) },
        { signal },
      ),
    summary: async ({ scope, inputs, method }, { signal }) => {
      const asked = {
        ...{ set: setOf(), scope: checkedWord(scope, PAIR_SCOPES), inputs: checkedInputs(inputs) },
        ...(method && { method: checkedMethod(method) }),
      };
      return (await store.call("compareMany", asked, { signal })).summary;
    },
    ...manyEvidenceHandlers(store, setOf, pairOf),
    inputs: (_, { signal }) => store.call("manyInputs", setOf(), { signal }),
    joinBy: (choice) => renewed(checkedJoin(choice)),
    mapScores: ({ scoreMap }) => renewed({ scoreMap: checkedMappings(scoreMap) }),
    countExcluded: ({ withExcluded }) => renewed({ withExcluded: withExcluded === true }),
    addRun: async () => {
      const more = await parts.withOneMore(shown);
      if (more === null) return null;
      parts.open(more);
      panel.dispose();
      return null;
    },
    removeRun: ({ run }) => replaceBy(places().filter((place) => place !== checkedCount(run))),
    makeBase: ({ run }) => replaceBy([checkedCount(run), ...places().filter((place) => place !== run)]),
    openPair: ({ run }) => {
      parts.openPair(pairOf(run));
      return null;
    },
    openDiff: async ({ position, run }, { signal }) => {
      const { digest, runs } = await store.call(
        "manyRow",
        { set: setOf(), position: checkedCount(position) },
        { signal },
      );
      await openOutputDiff(pairOf(run), { digest, base: runs[0] ?? [], candidate: runs[run] ?? [] });
      return null;
    },
    save: ({ inputs, shown: what }) => {
      report.run(() => parts.save(shown, { inputs: checkedInputs(inputs), shown: what }));
      return null;
    },
    export: () => {
      report.run(() => parts.exportMany(shown));
      return null;
    },
    ...panelHandlers(parts, "compare"),
  });
  life.own(server);
  emitChanges(parts, life, server, view);
  return {
    save: () => server.emit("saveAsked", null),
    run: (command) => server.emit("command", command),
  };
}
