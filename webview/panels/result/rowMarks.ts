// What people say of a row, at the top of its detail: why it is excluded, a note, and buttons to say so.
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import { field, fullText } from "../../shared/detailPane.ts";
import { h, icon, iconButton } from "../../shared/dom.ts";
import type { ResultHost } from "./resultHost.ts";

export function drawRowMarks(
  { index, exclusion, note }: RowPreview,
  host: Pick<ResultHost, "markRows">,
): readonly HTMLElement[] {
  const mark = (action: Parameters<ResultHost["markRows"]>[0]) => () => host.markRows(action, [index]);
  const parts: HTMLElement[] = [];
  if (exclusion !== undefined)
    parts.push(
      field(
        "excluded from statistics",
        fullText(exclusion),
        iconButton("edit", "Edit Reason… (Ctrl+Alt+E)", mark("exclude")),
        iconButton("discard", "Count Row Again", mark("include")),
      ),
    );
  if (note !== undefined)
    parts.push(field("note", fullText(note), iconButton("edit", "Edit Note… (Ctrl+Alt+M)", mark("note"))));
  const wish = (name: string, words: string, title: string, click: () => void): HTMLElement =>
    h("button", { class: "toggle", type: "button", title, on: { click } }, icon(name), words);
  if (exclusion === undefined || note === undefined)
    parts.push(
      h(
        "div",
        { class: "row-flex tight row-marks" },
        exclusion === undefined &&
          wish("circle-slash", "Exclude…", "Exclude from Statistics… (Ctrl+Alt+E)", mark("exclude")),
        note === undefined && wish("note", "Note…", "Note on Row… (Ctrl+Alt+M)", mark("note")),
      ),
    );
  return parts;
}
