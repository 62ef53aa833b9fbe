// Answers what a page asks about one row: its sheet, the rest of what is cut there, its trials, and parts as documents.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { type RowPart, readPath, readRowPart } from "../core/rows/rowParts.ts";
import { PIECE_CHARS } from "../core/rows/rowSheet.ts";
import type { RunId } from "../core/run.ts";
import type { Handlers } from "../protocol/channel.ts";
import type { ResultContract } from "../protocol/resultPanel.ts";
import { checkedCount } from "./checkedInput.ts";
import type { Reporter } from "./report.ts";
import { openRowText } from "./rowDocuments.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

type RowRequests = Pick<
  Handlers<ResultContract>,
  "sheet" | "text" | "value" | "trials" | "openText" | "copyPart"
>;

/** Longer texts are for the editor: a clipboard of them helps nobody. */
const MOST_COPIED = 20_000_000;

export function serveRowDetail(store: WorkspaceStore, report: Reporter, id: RunId): RowRequests {
  return {
    sheet: ({ index }, { signal }) => store.call("sheet", { id, index: checkedCount(index) }, { signal }),
    text: ({ index, part, from }, { signal }) =>
      store.call(
        "rowText",
        {
          id,
          index: checkedCount(index),
          part: checkedPart(part),
          from: checkedCount(from),
          limit: PIECE_CHARS,
        },
        { signal },
      ),
    value: ({ index, path, from }, { signal }) => {
      const checked = readPath(path);
      if (checked === null) throw unknownPart();
      return store.call(
        "rowValue",
        { id, index: checkedCount(index), path: checked, from: checkedCount(from) },
        { signal },
      );
    },
    trials: ({ index }, { signal }) =>
      store.call("rowTrials", { id, index: checkedCount(index) }, { signal }),
    openText: ({ index, part }) => {
      const shown = { id, index: checkedCount(index), part: checkedPart(part) };
      report.run(() => openRowText(store, shown));
      return null;
    },
    copyPart: async ({ index, part }, { signal }) => {
      const asked = { id, index: checkedCount(index), part: checkedPart(part), from: 0, limit: MOST_COPIED };
      await vscode.env.clipboard.writeText((await store.call("rowText", asked, { signal })).text);
      return null;
    },
  };
}

function unknownPart(): Problem {
  return new Problem("badInput", "The panel asked for a part that no row has.");
}

function checkedPart(part: unknown): RowPart {
  const checked = readRowPart(part);
  if (checked === null) throw unknownPart();
  return checked;
}
