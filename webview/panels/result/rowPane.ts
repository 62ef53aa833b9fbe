// The detail pane beside the rows of a result: it follows the current row.
import { formatCount } from "../../../src/core/formatNumber.ts";
import type { RowPreview } from "../../../src/core/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { DetailPane } from "../../shared/detailPane.ts";
import type { ResultHost } from "./resultHost.ts";
import { drawRowDetail } from "./rowDetail.ts";
import { drawRowMarks } from "./rowMarks.ts";
import { WhereElseView } from "./whereElseView.ts";

export class RowPane {
  readonly pane: DetailPane;
  private shownRow: number | null = null;
  private load = new AbortController();
  private readonly whereElse: WhereElseView;

  constructor(
    private readonly host: ResultHost,
    options: {
      readonly step: (by: 1 | -1) => void;
      readonly closed: () => void;
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
        this.shownRow = null;
        options.closed();
      },
    });
  }

  /** The next row is read anew, even if it is the one shown. */
  forget(): void {
    this.shownRow = null;
  }

  follow(row: RowPreview | undefined, position: number, total: number, run: Run, locale: string): void {
    if (row === undefined || row.index === this.shownRow) return;
    this.shownRow = row.index;
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
      const detail = await this.host.loadRow(index, load.signal);
      if (load.signal.aborted) return;
      const content = drawRowDetail(detail, run, locale, {
        openText: (part) => this.host.openText(index, part),
        copy: (text) => this.host.copy(text),
      });
      this.pane.setContent(...drawRowMarks(row, this.host), ...content, this.whereElse.show(index, locale));
      this.drawn();
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }
}
