// What the compare panel says to the host, one named function per message. Failures of small actions go nowhere
// here: the host shows them itself.

import type {
  ComparePage,
  CompareQuery,
  CompareRow,
  ComparisonSummary,
  InputReport,
  ScoreMapping,
} from "../../../src/core/compare/compareTypes.ts";
import type {
  EvidenceQuery,
  GateReport,
  MethodChoice,
  PairEvidence,
  PairedPlot,
  PairQuery,
  PairSliceQuery,
  PairSlices,
} from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { JoinChoice } from "../../../src/core/compare/joinChoice.ts";
import type { ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import type { Client } from "../../../src/protocol/channel.ts";
import type {
  CompareContract,
  CompareDetail,
  CompareView,
  OpenedDiffs,
} from "../../../src/protocol/comparePanel.ts";
import type { CompareCommand, PanelCommand } from "../../../src/protocol/panelCommands.ts";

/** A query without its window. */
export type CompareChoice = Omit<CompareQuery, "offset" | "limit">;

export function toQuery({ filter, inputs = [], outcomes = [], score, sort }: CompareChoice): CompareChoice {
  return { filter, inputs, outcomes, score, sort };
}

export class CompareHost {
  constructor(private readonly client: Client<CompareContract>) {}

  ready(): Promise<CompareView> {
    return this.client.call("ready", null);
  }
  loadRows(choice: CompareChoice, offset: number, limit: number, signal: AbortSignal): Promise<ComparePage> {
    return this.client.call("rows", { ...choice, offset, limit }, { signal });
  }
  loadRow(position: number, signal: AbortSignal): Promise<CompareDetail> {
    return this.client.call("row", { position }, { signal });
  }
  readInputs(signal: AbortSignal): Promise<InputReport> {
    return this.client.call("inputs", null, { signal });
  }
  /** `method` null: the default one. */
  narrow(
    inputs: readonly InputCondition[],
    method: MethodChoice | null,
    signal: AbortSignal,
  ): Promise<ComparisonSummary> {
    return this.client.call("narrow", { inputs, ...(method === null ? {} : { method }) }, { signal });
  }
  plot(query: PairQuery, signal: AbortSignal): Promise<PairedPlot> {
    return this.client.call("plot", query, { signal });
  }
  slices(query: PairSliceQuery, signal: AbortSignal, onRows: (read: number) => void): Promise<PairSlices> {
    return this.client.call("slices", query, { signal, onProgress: (read) => onRows(Number(read)) });
  }
  evidence(query: EvidenceQuery, signal: AbortSignal): Promise<PairEvidence> {
    return this.client.call("evidence", query, { signal });
  }
  gate(rules: readonly string[]): Promise<GateReport> {
    return this.client.call("gate", { rules, level: 0.95, isStrict: false, candidates: 1 });
  }
  openDiffs(choice: CompareChoice): Promise<OpenedDiffs> {
    return this.client.call("openDiffs", toQuery(choice));
  }
  joinBy(choice: JoinChoice): Promise<CompareView> {
    return this.client.call("joinBy", choice);
  }
  countExcluded(withExcluded: boolean): Promise<CompareView> {
    return this.client.call("countExcluded", { withExcluded });
  }

  mapScores(scoreMap: readonly ScoreMapping[]): Promise<CompareView> {
    return this.client.call("mapScores", { scoreMap });
  }
  addRun(): void {
    this.send(this.client.call("addRun", null));
  }
  save(shown: ShownToSave): void {
    this.send(this.client.call("save", shown));
  }
  openItemDiff(position: number): void {
    this.send(this.client.call("openItemDiff", { position }));
  }
  openDiff(position: number): void {
    this.send(this.client.call("openDiff", { position }));
  }
  /** The diff that says most about a row: of its items where their change is what is looked at. */
  openDiffOf(row: CompareRow, isAboutItems: boolean): void {
    if (row.isChanged && isAboutItems) this.openItemDiff(row.position);
    else if (row.base !== null && row.candidate !== null) this.openDiff(row.position);
  }
  copy(text: string): void {
    this.send(this.client.call("copy", { text }));
  }
  swap(): void {
    this.send(this.client.call("swap", null));
  }
  exportComparison(): void {
    this.send(this.client.call("export", null));
  }
  countErrors(withErrors: boolean): void {
    this.send(this.client.call("countErrors", { withErrors }));
  }
  reportCrash(message: string): void {
    this.send(this.client.call("crashed", { message }));
  }
  onView(receive: (view: CompareView) => void): void {
    this.client.on("view", receive);
  }
  onCommand(receive: (command: PanelCommand<CompareCommand>) => void): void {
    this.client.on("command", receive);
  }
  onSaveAsked(receive: () => void): void {
    this.client.on("saveAsked", receive);
  }
  onGone(receive: () => void): void {
    this.client.on("gone", receive);
  }

  private send(call: Promise<null>): void {
    // The host reports its own failures; an unhandled rejection here would be reported twice.
    call.catch(() => undefined);
  }
}
