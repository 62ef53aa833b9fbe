// The host's side of a compare panel: two runs, joined by the engine.

import * as vscode from "vscode";
import type { ComparePair } from "../../core/compare/compareTypes.ts";
import type { OpenedView, ShownToSave } from "../../core/compare/savedComparison.ts";
import { serve } from "../../protocol/channel.ts";
import type { CompareContract, CompareView } from "../../protocol/comparePanel.ts";
import type { CompareCommand } from "../../protocol/panelCommands.ts";
import type { Lifetime } from "../../util/lifetime.ts";
import { checkedInputs, checkedMethod, checkedQuery } from "../checkedComparison.ts";
import { checkedCount, checkedJoin, checkedMappings } from "../checkedInput.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { CommandedPage } from "../panelCommands.ts";
import type { Reporter } from "../report.ts";
import { openItemDiff, openOutputDiff } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { evidenceHandlers } from "./compareEvidence.ts";
import { answerEarly } from "./earlyAnswer.ts";
import { emitChanges, panelHandlers } from "./panelLife.ts";
import { panelTransport } from "./panelPage.ts";
import type { PanelKind } from "./panelRegistry.ts";
import {
  type ComparePage,
  type CompareSubject,
  joinOf,
  type ManySubject,
  readCompareSubject,
  toManySubject,
} from "./subjects.ts";

export interface ComparePanelParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly exportComparison: (subject: CompareSubject) => Promise<void>;
  readonly openOtherWay: (subject: CompareSubject) => void;
  /** Asks for one more run; `null` when nothing was chosen. */
  readonly withOneMore: (subject: ManySubject) => Promise<ManySubject | null>;
  readonly openMany: (subject: ManySubject) => void;
  readonly save: (subject: ManySubject, shown: ShownToSave) => Promise<void>;
  /** What a saved comparison shows at first; `null` where it is not there any more. */
  readonly savedView: (name: string) => Promise<OpenedView | null>;
}

/** A panel of two runs carries out commands too. */
export type PairPage = ComparePage & CommandedPage<CompareCommand>;

export function comparePanelKind(parts: ComparePanelParts): PanelKind<CompareSubject, PairPage> {
  return {
    viewType: "evalResults.compare",
    bundle: "compare",
    icon: "compare",
    title: ({ baseName, candidateName, saved }) => saved ?? `${baseName} ↔ ${candidateName}`,
    identity: ({ baseName: _, candidateName: __, ...rest }) => rest,
    readSubject: readCompareSubject,
    serve: (panel, subject, life) => serveCompare(parts, panel, subject, life),
  };
}

function serveCompare(
  parts: ComparePanelParts,
  panel: vscode.WebviewPanel,
  subject: CompareSubject,
  life: Lifetime,
): PairPage {
  const { store, report } = parts;
  const { base, candidate, saved } = subject;
  let pair: ComparePair = { base, candidate, ...joinOf(subject) };
  const shown = (): ManySubject => toManySubject({ ...subject, ...pair });
  let rev = 0;
  const view = async (): Promise<CompareView> => ({
    rev: ++rev,
    ...(await store.call("compare", pair, { signal: life.signal })),
    locale: vscode.env.language,
    withErrors: parts.errors.withErrors,
    scoreMap: pair.scoreMap ?? [],
    withExcluded: pair.withExcluded === true,
    saved: saved === undefined ? null : await parts.savedView(saved),
  });
  /** The view of another join; a failure leaves the panel as it was. */
  const renewed = async (change: Partial<ComparePair>): Promise<CompareView> => {
    const former = pair;
    pair = { ...pair, ...change };
    try {
      return await view();
    } catch (error) {
      pair = former;
      throw error;
    }
  };
  const server = serve<CompareContract>(panelTransport(panel.webview), {
    ready: answerEarly(view, (first) => server.emit("view", first), [store, parts.errors], life),
    rows: (query, { signal }) => store.call("compareRows", { pair, query: checkedQuery(query) }, { signal }),
    row: async ({ position }, { signal }) => ({
      position,
      ...(await store.call("compareRow", { pair, position: checkedCount(position) }, { signal })),
    }),
    openDiff: async ({ position }, { signal }) => {
      const item = await store.call("compareRow", { pair, position: checkedCount(position) }, { signal });
      await openOutputDiff(subject, item);
      return null;
    },
    openItemDiff: async ({ position }, { signal }) => {
      const item = await store.call("compareRow", { pair, position: checkedCount(position) }, { signal });
      await openItemDiff(subject, item);
      return null;
    },
    inputs: (_, { signal }) => store.call("compareInputs", pair, { signal }),
    narrow: ({ inputs, method }, { signal }) =>
      store.call(
        "compareSome",
        { pair, inputs: checkedInputs(inputs), ...(method && { method: checkedMethod(method) }) },
        { signal },
      ),
    ...evidenceHandlers(store, subject, () => pair),
    joinBy: (choice) => renewed(checkedJoin(choice)),
    mapScores: (given) => renewed({ scoreMap: checkedMappings(given.scoreMap) }),
    countExcluded: (given) => renewed({ withExcluded: given.withExcluded === true }),
    addRun: async () => {
      const more = await parts.withOneMore(shown());
      if (more === null) return null;
      parts.openMany(more);
      panel.dispose();
      return null;
    },
    save: ({ inputs, shown: what }) => {
      report.run(() => parts.save(shown(), { inputs: checkedInputs(inputs), shown: what }));
      return null;
    },
    swap: () => {
      parts.openOtherWay({ ...subject, ...pair });
      return null;
    },
    export: () => {
      report.run(() => parts.exportComparison({ ...subject, ...pair }));
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
