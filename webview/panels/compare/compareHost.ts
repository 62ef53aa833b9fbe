// What the compare panel says to the host, one named function per message. Failures of small actions go nowhere
// here: the host shows them itself.

import type {
  ComparePage,
  CompareQuery,
  CompareRow,
  ComparisonSummary,
  InputReport,
  ScoreMapping,
} from "../../../src/core/compareTypes.ts";
import type { InputCondition } from "../../../src/core/inputCondition.ts";
import type { ShownToSave } from "../../../src/core/savedComparison.ts";
import type { Client } from "../../../src/protocol/channel.ts";
import type { CompareContract, CompareDetail, CompareView } from "../../../src/protocol/comparePanel.ts";

/** A query without its window. */
export type CompareChoice = Omit<CompareQuery, "offset" | "limit">;

export function toQuery({ filter, inputs = [], score, sort }: CompareChoice): CompareChoice {
  return { filter, inputs, score, sort };
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
  narrow(inputs: readonly InputCondition[], signal: AbortSignal): Promise<ComparisonSummary> {
    return this.client.call("narrow", { inputs }, { signal });
  }
  joinBy(keys: readonly string[]): Promise<CompareView> {
    return this.client.call("joinBy", { keys });
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
