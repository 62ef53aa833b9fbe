// What the result panel says to the host, one named function per message. Failures of small actions go nowhere
// here: the host shows them itself.

import type { JsonNode, JsonPath } from "../../../src/core/json/jsonTree.ts";
import type { ElsewhereProgress } from "../../../src/core/rows/elsewhere.ts";
import type { CopyQuery } from "../../../src/core/rows/exportTypes.ts";
import type { RowFilter } from "../../../src/core/rows/rowFilter.ts";
import type { RowMarkAction } from "../../../src/core/rows/rowMarks.ts";
import type { RowPart } from "../../../src/core/rows/rowParts.ts";
import type { RowMatch, RowPage, RowQuery, RowSearch, RowView } from "../../../src/core/rows/rowQuery.ts";
import type { RowSheet, RowText, RowTrials } from "../../../src/core/rows/rowSheet.ts";
import type { RunId } from "../../../src/core/run.ts";
import type { ScoreBoxes } from "../../../src/core/scores/boxTypes.ts";
import type { RunPasses } from "../../../src/core/scores/passOfRun.ts";
import type { ScoreSlices, SliceQuery } from "../../../src/core/scores/sliceTypes.ts";
import type { ScoreTrend } from "../../../src/core/scores/trendTypes.ts";
import type { ServiceRowAction } from "../../../src/core/services/rowActions.ts";
import type { Client } from "../../../src/protocol/channel.ts";
import type { PanelCommand, ResultCommand } from "../../../src/protocol/panelCommands.ts";
import { isFirstRows, type ResultContract, type ResultView } from "../../../src/protocol/resultPanel.ts";

export class ResultHost {
  /** The first rows, which the host sends unasked; `null` once any were asked for. */
  private firstRows: { readonly coming: Promise<RowPage>; arrived: RowPage | null } | null;

  constructor(private readonly client: Client<ResultContract>) {
    const coming = new Promise<RowPage>((resolve) => client.on("firstRows", resolve));
    const first = { coming, arrived: null as RowPage | null };
    this.firstRows = first;
    void coming.then((page) => {
      first.arrived = page;
    });
  }

  ready(): Promise<ResultView> {
    return this.client.call("ready", null);
  }
  loadRows(query: RowQuery, signal: AbortSignal): Promise<RowPage> {
    const first = isFirstRows(query) ? this.firstRows : null;
    this.firstRows = null;
    if (first?.arrived) return Promise.resolve(first.arrived);
    const asked = this.client.call("rows", query, { signal });
    return first === null ? asked : Promise.race([first.coming, asked]);
  }
  async countRows(filter: RowFilter): Promise<number> {
    return (await this.client.call("rows", { filter, sort: null, offset: 0, limit: 0 })).total;
  }
  locate(search: RowSearch, signal: AbortSignal): Promise<RowMatch> {
    return this.client.call("locate", search, { signal });
  }
  moreFields(): Promise<readonly string[]> {
    return this.client.call("moreFields", null);
  }
  slices(query: SliceQuery, signal: AbortSignal, progress: (rows: number) => void): Promise<ScoreSlices> {
    return this.client.call("slices", query, { signal, onProgress: (rows) => progress(Number(rows)) });
  }
  boxes(query: SliceQuery, signal: AbortSignal, progress: (rows: number) => void): Promise<ScoreBoxes> {
    return this.client.call("boxes", query, { signal, onProgress: (rows) => progress(Number(rows)) });
  }
  passes(score: number, signal: AbortSignal): Promise<RunPasses> {
    return this.client.call("passes", { score }, { signal });
  }
  trend(score: number, signal: AbortSignal): Promise<ScoreTrend> {
    return this.client.call("trend", { score }, { signal });
  }
  openResult(id: RunId, row?: number): void {
    this.send(this.client.call("openResult", row === undefined ? { id } : { id, row }));
  }
  whereElse(index: number, signal: AbortSignal, progress: (value: ElsewhereProgress) => void) {
    const onProgress = (value: unknown): void => progress(value as ElsewhereProgress);
    return this.client.call("whereElse", { index }, { signal, onProgress });
  }
  markRows(action: RowMarkAction, rows: readonly number[]): void {
    this.send(this.client.call("markRows", { action, rows }));
  }
  copyRows(query: CopyQuery): void {
    this.send(this.client.call("copyRows", query));
  }
  exportView(view: RowView): void {
    this.send(this.client.call("exportView", view));
  }
  loadSheet(index: number, signal: AbortSignal): Promise<RowSheet> {
    return this.client.call("sheet", { index }, { signal });
  }
  loadText(index: number, part: RowPart, from: number): Promise<RowText> {
    return this.client.call("text", { index, part, from });
  }
  loadValue(index: number, path: JsonPath, from: number): Promise<JsonNode> {
    return this.client.call("value", { index, path, from });
  }
  loadTrials(index: number): Promise<RowTrials> {
    return this.client.call("trials", { index });
  }
  openText(index: number, part: RowPart): void {
    this.send(this.client.call("openText", { index, part }));
  }
  copyPart(index: number, part: RowPart): void {
    this.send(this.client.call("copyPart", { index, part }));
  }
  copy(text: string): void {
    this.send(this.client.call("copy", { text }));
  }
  atService(action: ServiceRowAction, index: number): void {
    this.send(this.client.call("atService", { action, index }));
  }

  copyLink(index: number): void {
    this.send(this.client.call("copyLink", { index }));
  }
  takeRow(): Promise<number | null> {
    return this.client.call("takeRow", null);
  }
  exportRun(): void {
    this.send(this.client.call("export", null));
  }
  compare(): void {
    this.send(this.client.call("compare", null));
  }
  countErrors(withErrors: boolean): void {
    this.send(this.client.call("countErrors", { withErrors }));
  }
  reportCrash(message: string): void {
    this.send(this.client.call("crashed", { message }));
  }
  onView(receive: (view: ResultView) => void): void {
    this.client.on("view", receive);
  }
  onOthers(receive: () => void): void {
    this.client.on("others", receive);
  }
  onGone(receive: () => void): void {
    this.client.on("gone", receive);
  }
  onRowWanted(receive: () => void): void {
    this.client.on("rowWanted", receive);
  }
  onCommand(receive: (command: PanelCommand<ResultCommand>) => void): void {
    this.client.on("command", receive);
  }

  private send(call: Promise<null>): void {
    // The host reports its own failures; an unhandled rejection here would be reported twice.
    call.catch(() => undefined);
  }
}
