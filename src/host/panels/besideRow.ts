// What lies beside a row of a result panel: what people say of it, and the same item in other results.
import { ROW_MARK_ACTIONS } from "../../core/rows/rowMarks.ts";
import type { RunId } from "../../core/run.ts";
import type { Handlers } from "../../protocol/channel.ts";
import type { ResultContract } from "../../protocol/resultPanel.ts";
import { checkedCount, checkedCounts, checkedWord } from "../checkedInput.ts";
import type { Reporter } from "../report.ts";
import { markRows } from "../rowNoteFlow.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";

/** Rows that one change may be of. */
const MAX_MARKED_ROWS = 10_000;

export function serveBesideRow(
  parts: { readonly store: WorkspaceStore; readonly report: Reporter },
  id: RunId,
): Pick<Handlers<ResultContract>, "whereElse" | "markRows"> {
  return {
    whereElse: ({ index }, { signal, progress }) =>
      parts.store.call("whereElse", { id, index: checkedCount(index) }, { signal, onProgress: progress }),
    markRows: ({ action, rows }) => {
      const checked = checkedCounts(rows, MAX_MARKED_ROWS);
      const wanted = checkedWord(action, ROW_MARK_ACTIONS);
      parts.report.run(() => markRows(parts, id, wanted, checked));
      return null;
    },
  };
}
