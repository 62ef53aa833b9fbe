// The detail pane beside the rows of a result: it follows the current row.

import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { DetailPane } from "../../shared/detailPane.ts";
import { iconButton } from "../../shared/dom.ts";
import { Folds } from "../../shared/folds.ts";
import type { ResultHost } from "./resultHost.ts";
import { drawRowDetail } from "./rowDetail.ts";
import { drawRowMarks } from "./rowMarks.ts";
import { WhereElseView } from "./whereElseView.ts";

export class RowPane {
  readonly pane: DetailPane;
  private readonly folds = new Folds();
  /** The row shown, with what people say of it. */
  private shown: string | null = null;
  private load = new AbortController();
  private readonly whereElse: WhereElseView;

  constructor(
    private readonly host: ResultHost,
    private readonly options: {
      readonly step: (by: 1 | -1) => void;
      readonly closed: () => void;
      /** Goes to another row of the run, by its index. */
      readonly goTo: (index: number) => void;
    },
    /** The content changed. */
    private readonly drawn: () => void,
  ) {
    this.whereElse = new WhereElseView(host, this.drawn);
    this.pane = new DetailPane({
      label: "Row detail",
      step: options.step,
      closed: () => {
        this.load.abort();
        this.whereElse.stop();
        this.shown = null;
        options.closed();
      },
    });
  }

  /** The next row is read anew, even if it is the one shown. */
  forget(): void {
    this.shown = null;
  }

  follow(row: RowPreview | undefined, position: number, total: number, run: Run, locale: string): void {
    if (row === undefined) return;
    const shown = JSON.stringify([row.index, row.exclusion, row.note]);
    if (shown === this.shown) return;
    this.shown = shown;
    const count = (value: number) => formatCount(value, locale);
    this.pane.setTitle(`Row ${count(row.index + 1)}`, `${count(position + 1)} of ${count(total)}`);
    void this.read(row, run, locale);
  }

  private async read(row: RowPreview, run: Run, locale: string): Promise<void> {
    this.load.abort();
    const load = new AbortController();
    this.load = load;
    this.pane.startWaiting();
    const { index } = row;
    try {
      const { host } = this;
      const sheet = await host.loadSheet(index, load.signal);
      if (load.signal.aborted) return;
      const content = drawRowDetail({
        sheet,
        run,
        locale,
        folds: this.folds,
        actions: {
          open: (part) => host.openText(index, part),
          copy: (part) => host.copyPart(index, part),
          text: (part, from) => host.loadText(index, part, from),
          value: (path, from) => host.loadValue(index, path, from),
          trials: () => host.loadTrials(index),
          goTo: this.options.goTo,
          copyText: (text) => host.copy(text),
        },
      });
      this.pane.setActions(
        ...(run.format === "weave-rows"
          ? [iconButton("link-external", "Open Call in Weave", () => host.atService("openCall", index))]
          : []),
        iconButton("link", "Copy Link to Row (Ctrl+Alt+L)", () => host.copyLink(index)),
      );
      this.pane.setContent(...drawRowMarks(row, host), ...content, this.whereElse.show(index, locale));
      this.drawn();
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }
}
