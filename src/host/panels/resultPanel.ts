// The host's side of a result panel: answers what the page asks with the engine's words.
import * as vscode from "vscode";
import { Problem } from "../../core/problem.ts";
import type { RowQuery, RowSearch, RowView } from "../../core/rows/rowQuery.ts";
import type { RunId } from "../../core/run.ts";
import type { SliceQuery } from "../../core/scores/sliceTypes.ts";
import { isServiceRowAction, type ServiceRowAction } from "../../core/services/rowActions.ts";
import { serve } from "../../protocol/channel.ts";
import type { ResultCommand } from "../../protocol/panelCommands.ts";
import { FIRST_ROWS, isFirstRows, type ResultContract, type ResultView } from "../../protocol/resultPanel.ts";
import type { Lifetime } from "../../util/lifetime.ts";
import { checkedCount, checkedTexts } from "../checkedInput.ts";
import { checkedColumns, checkedFilter, checkedOrder } from "../checkedRows.ts";
import type { ErrorsView } from "../errorsView.ts";
import { copyRowLink } from "../linkFlow.ts";
import type { CommandedPage } from "../panelCommands.ts";
import type { Reporter } from "../report.ts";
import { serveRowDetail } from "../rowDetail.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { serveBesideRow } from "./besideRow.ts";
import { answerEarly } from "./earlyAnswer.ts";
import { emitChanges, panelHandlers } from "./panelLife.ts";
import { panelTransport } from "./panelPage.ts";
import type { PanelKind } from "./panelRegistry.ts";
import { type ResultSubject, readResultSubject } from "./subjects.ts";

export interface ResultPanelParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  /** `view`: what is seen; absent: everything. */
  readonly exportRun: (subject: ResultSubject, view?: RowView) => Promise<void>;
  /** Fails for a result that is not there any more. */
  readonly openResult: (id: RunId, row: number | null) => Promise<void>;
  readonly compareWith: (subject: ResultSubject) => Promise<void>;
  /** Does something with a row at the service it was pulled from. */
  readonly atService: (id: RunId, action: ServiceRowAction, row: number) => Promise<void>;
}

/** What the host can ask of an open result panel. */
export interface ResultPage extends CommandedPage<ResultCommand> {
  /** Shows a row, by its index, as soon as the page is there. */
  readonly showRow: (row: number) => void;
}

/** Rows that one request may ask for: more would stall the page. */
const MAX_ROWS = 500;
/** Columns of fields besides the item's own. */
const MAX_MORE = 400;
/** Rows that go to the clipboard at once. */
const MAX_COPIED_ROWS = 10_000;

export function resultPanelKind(parts: ResultPanelParts): PanelKind<ResultSubject, ResultPage> {
  return {
    viewType: "evalResults.result",
    bundle: "result",
    icon: "result",
    title: ({ name }) => name,
    identity: ({ id }) => ({ id }),
    readSubject: readResultSubject,
    serve: (panel, subject, life) => serveResult(parts, panel, subject, life),
  };
}

function serveResult(
  parts: ResultPanelParts,
  panel: vscode.WebviewPanel,
  subject: ResultSubject,
  life: Lifetime,
): ResultPage {
  const { store, report } = parts;
  const { id } = subject;
  let rev = 0;
  let wantedRow: number | null = null;
  const view = async (): Promise<ResultView> => ({
    rev: ++rev,
    run: await store.call("run", { id }, { signal: life.signal }),
    locale: vscode.env.language,
    withErrors: parts.errors.withErrors,
  });
  const changes = [store, parts.errors];
  const ready = answerEarly(view, (first) => server.emit("view", first), changes, life);
  const firstRows = answerEarly(
    () => store.call("rows", { id, query: FIRST_ROWS }, { signal: life.signal }),
    (page) => server.emit("firstRows", page),
    changes,
    life,
  );
  const server = serve<ResultContract>(panelTransport(panel.webview), {
    ready,
    rows: (query, { signal }) => {
      const checked = checkedQuery(query);
      return isFirstRows(checked) ? firstRows() : store.call("rows", { id, query: checked }, { signal });
    },
    locate: (search, { signal }) => store.call("locate", { id, search: checkedSearch(search) }, { signal }),
    moreFields: (_, { signal }) => store.call("moreFields", { id }, { signal }),
    slices: (query, { signal, progress }) =>
      store.call("slices", { id, query: checkedSlices(query) }, { signal, onProgress: progress }),
    boxes: (query, { signal, progress }) =>
      store.call("boxes", { id, query: checkedSlices(query) }, { signal, onProgress: progress }),
    passes: ({ score }, { signal }) => store.call("passes", { id, score: checkedCount(score) }, { signal }),
    trend: ({ score }, { signal }) => {
      const query = { score: checkedCount(score), withErrors: parts.errors.withErrors };
      return store.call("trend", { id, query }, { signal });
    },
    openResult: (other) => {
      const row = other.row === undefined ? null : checkedCount(other.row);
      report.run(() => parts.openResult(String(other.id) as RunId, row));
      return null;
    },
    copyRows: async (query, { signal }) => {
      const { withHeads, ...window } = query;
      const checked = { ...checkedView(query), ...checkedWindow(window, MAX_COPIED_ROWS) };
      const text = await store.call(
        "copyRows",
        { id, query: { ...checked, withHeads: withHeads === true } },
        { signal },
      );
      await vscode.env.clipboard.writeText(text);
      return null;
    },
    ...serveRowDetail(store, report, id),
    copyLink: async ({ index }) => {
      await copyRowLink(id, checkedCount(index));
      return null;
    },
    atService: ({ action, index }) => {
      if (!isServiceRowAction(action))
        throw new Problem("badInput", "The panel asked for what no row can do.");
      const row = checkedCount(index);
      report.run(() => parts.atService(id, action, row));
      return null;
    },
    ...serveBesideRow(parts, id),
    takeRow: () => {
      const row = wantedRow;
      wantedRow = null;
      return row;
    },
    export: () => {
      report.run(() => parts.exportRun(subject));
      return null;
    },
    exportView: (view) => {
      const checked = checkedView(view);
      report.run(() => parts.exportRun(subject, checked));
      return null;
    },
    compare: () => {
      report.run(() => parts.compareWith(subject));
      return null;
    },
    ...panelHandlers(parts, "result"),
  });
  life.own(server);
  life.own(store.onDidChange(() => server.emit("others", null)));
  // A run's rows never change, but what is said about its scores may; it can also go.
  emitChanges(parts, life, server, view);
  return {
    run: (command) => server.emit("command", command),
    // A page that is hidden or still loading hears no event: it takes the row when it starts.
    showRow: (row) => {
      wantedRow = row;
      server.emit("rowWanted", null);
    },
  };
}

/** The page is not trusted: only what a query may hold reaches the engine. */
function checkedQuery(query: RowQuery): RowQuery {
  const more = checkedTexts(query.more ?? [], MAX_MORE);
  return { ...checkedRows(query), ...checkedWindow(query, MAX_ROWS), ...(more.length === 0 ? {} : { more }) };
}

function checkedSlices({ score, field }: SliceQuery): SliceQuery {
  return { score: checkedCount(score), field: field === null ? null : String(field) };
}

function checkedRows({ filter, sort }: Pick<RowQuery, "filter" | "sort">) {
  return { filter: checkedFilter(filter), sort: checkedOrder(sort) };
}

function checkedWindow({ offset, limit }: Pick<RowQuery, "offset" | "limit">, most: number) {
  return { offset: checkedCount(offset), limit: Math.min(most, checkedCount(limit)) };
}

function checkedView(view: RowView): RowView {
  return { ...checkedRows(view), columns: checkedColumns(view.columns) };
}

function checkedSearch(search: RowSearch): RowSearch {
  return {
    ...checkedRows(search),
    find: checkedFilter(search.find),
    from: Number.isInteger(search.from) ? search.from : 0,
    by: search.by === -1 ? -1 : 1,
  };
}
