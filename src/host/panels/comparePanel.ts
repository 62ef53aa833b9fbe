// The host's side of a compare panel: two runs, joined by the engine.

import * as vscode from "vscode";
import type { ComparePair } from "../../core/compareTypes.ts";
import { serve } from "../../protocol/channel.ts";
import type { CompareContract, CompareView } from "../../protocol/comparePanel.ts";
import type { Lifetime } from "../../util/lifetime.ts";
import { checkedInputs, checkedMethod, checkedQuery, MAX_CONDITIONS } from "../checkedComparison.ts";
import { checkedCount, checkedTexts } from "../checkedInput.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import { openItemDiff, openOutputDiff } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { evidenceHandlers } from "./compareEvidence.ts";
import { emitChanges } from "./emitChanges.ts";
import { panelTransport } from "./panelPage.ts";
import type { PanelKind } from "./panelRegistry.ts";
import { type CompareSubject, readCompareSubject } from "./subjects.ts";

export interface ComparePanelParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly exportComparison: (subject: CompareSubject) => Promise<void>;
  readonly openOtherWay: (subject: CompareSubject) => void;
}

export function comparePanelKind(parts: ComparePanelParts): PanelKind<CompareSubject> {
  return {
    viewType: "evalResults.compare",
    bundle: "compare",
    icon: "compare",
    title: ({ baseName, candidateName }) => `${baseName} ↔ ${candidateName}`,
    readSubject: readCompareSubject,
    serve: (panel, subject, life) => serveCompare(parts, panel, subject, life),
  };
}

function serveCompare(
  parts: ComparePanelParts,
  panel: vscode.WebviewPanel,
  subject: CompareSubject,
  life: Lifetime,
): void {
  const { store, report } = parts;
  let pair: ComparePair = { base: subject.base, candidate: subject.candidate, keys: subject.keys ?? [] };
  let rev = 0;
  const view = async (): Promise<CompareView> => ({
    rev: ++rev,
    ...(await store.call("compare", pair, { signal: life.signal })),
    locale: vscode.env.language,
    withErrors: parts.errors.withErrors,
  });
  const server = serve<CompareContract>(panelTransport(panel.webview), {
    ready: view,
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
    joinBy: async ({ keys }) => {
      const former = pair;
      pair = { ...pair, keys: checkedTexts(keys, MAX_CONDITIONS) };
      try {
        return await view();
      } catch (error) {
        pair = former;
        throw error;
      }
    },
    copy: async ({ text }) => {
      await vscode.env.clipboard.writeText(String(text));
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
    countErrors: async ({ withErrors }) => {
      await parts.errors.set(withErrors === true);
      return null;
    },
    crashed: ({ message }) => {
      report.info(`The compare panel reported: ${String(message).slice(0, 2000)}`);
      return null;
    },
  });
  life.own(server);
  emitChanges(parts, life, {
    view,
    emit: (next) => server.emit("view", next),
    gone: () => server.emit("gone", null),
  });
}
