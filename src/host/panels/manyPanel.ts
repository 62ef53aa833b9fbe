// The host's side of the panel of several runs: a base and its candidates, joined by the engine.
import * as vscode from "vscode";
import {
  MANY_CHANGES,
  MANY_SORTS,
  type ManyMembers,
  type ManyQuery,
  PAIR_SCOPES,
  type PassRule,
  type RunSet,
} from "../../core/compare/manyTypes.ts";
import type { OpenedView, ShownToSave } from "../../core/compare/savedComparison.ts";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import { serve } from "../../protocol/channel.ts";
import type { ManyContract, ManyView } from "../../protocol/manyPanel.ts";
import type { Lifetime } from "../../util/lifetime.ts";
import { checkedInputs } from "../checkedComparison.ts";
import { checkedCount, checkedJoin, checkedMappings, checkedWord } from "../checkedInput.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import { openOutputDiff } from "../rowDocuments.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { answerEarly } from "./earlyAnswer.ts";
import { emitChanges, panelHandlers } from "./panelLife.ts";
import { panelTransport } from "./panelPage.ts";
import type { PanelKind } from "./panelRegistry.ts";
import { type ComparePage, type CompareSubject, type ManySubject, readManySubject } from "./subjects.ts";

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

const MAX_ROWS = 500;
/** Every combination of eight runs. */
const MAX_COMBINATIONS = 256;

export function manyPanelKind(parts: ManyPanelParts): PanelKind<ManySubject, ComparePage> {
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
): ComparePage {
  const { store, report } = parts;
  let shown: ManySubject = subject;
  let rev = 0;
  const setOf = (): RunSet => {
    const { runs, keys = [], by, scoreMap = [], withExcluded = false } = shown;
    return { runs, keys, ...(by && { by }), scoreMap, withExcluded };
  };
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
    const { runs, names, keys, withExcluded } = shown;
    const [base, candidate] = [runs[0], runs[checkedCount(run)]];
    if (base === undefined || candidate === undefined || run === 0)
      throw new Problem("badInput", "The panel asked for a run that can't exist.");
    const counted = withExcluded === true ? { withExcluded } : {};
    const pair = { base, candidate, baseName: names[0] ?? "", candidateName: names[run] ?? "", ...counted };
    return keys === undefined || keys.length === 0 ? pair : { ...pair, keys };
  };
  const server = serve<ManyContract>(panelTransport(panel.webview), {
    ready: answerEarly(view, (first) => server.emit("view", first), [store, parts.errors], life),
    rows: (query, { signal }) =>
      store.call("manyRows", { set: setOf(), query: checkedQuery(query) }, { signal }),
    row: ({ position }, { signal }) =>
      store.call("manyRow", { set: setOf(), position: checkedCount(position) }, { signal }),
    flips: ({ rule, inputs }, { signal }) =>
      store.call(
        "manyFlips",
        { set: setOf(), rule: checkedRule(rule), inputs: checkedInputs(inputs) },
        { signal },
      ),
    summary: async ({ scope, inputs }, { signal }) => {
      const asked = { set: setOf(), scope: checkedWord(scope, PAIR_SCOPES), inputs: checkedInputs(inputs) };
      return (await store.call("compareMany", asked, { signal })).summary;
    },
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
  return { save: () => server.emit("saveAsked", null) };
}

function checkedRule(rule: PassRule): PassRule {
  if (!Number.isFinite(rule?.threshold)) throw new Problem("badInput", "The pass threshold is not a number.");
  return { score: checkedCount(rule.score), threshold: rule.threshold };
}

function checkedMembers(members: ManyMembers): ManyMembers {
  const kind = checkedWord(members?.kind, ["any", "in", "only", "duplicates", "excluded"] as const);
  if (members.kind === "in") return { kind: "in", runs: checkedCount(members.runs) };
  if (members.kind === "only") return { kind: "only", run: checkedCount(members.run) };
  if (members.kind === "duplicates" || members.kind === "excluded")
    return { kind: members.kind, run: members.run === null ? null : checkedCount(members.run) };
  return { kind: kind === "any" ? kind : "any" };
}

function checkedQuery(query: ManyQuery): ManyQuery {
  const { flips } = query;
  return {
    members: checkedMembers(query.members),
    change: checkedWord(query.change, MANY_CHANGES),
    flips:
      flips === null
        ? null
        : {
            rule: checkedRule(flips.rule),
            passed: [...flips.passed].slice(0, MAX_COMBINATIONS).map(checkedCount),
          },
    inputs: checkedInputs(query.inputs),
    score: query.score === null ? null : checkedCount(query.score),
    sort: {
      column: checkedWord(query.sort?.column, MANY_SORTS),
      run: checkedCount(query.sort.run),
      descending: query.sort?.descending === true,
    },
    offset: checkedCount(query.offset),
    limit: Math.min(MAX_ROWS, checkedCount(query.limit)),
  };
}
