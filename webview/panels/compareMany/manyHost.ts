// What the panel of several runs says to the host, one named function per message. The host shows failures of small
// actions itself.
import type { ScoreMapping } from "../../../src/core/compare/compareTypes.ts";
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { JoinChoice } from "../../../src/core/compare/joinChoice.ts";
import type {
  FlipMatrix,
  ManyInputs,
  ManyItem,
  ManyPage,
  ManyQuery,
  ManySummary,
  PairScope,
  PassRule,
} from "../../../src/core/compare/manyTypes.ts";
import type { ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import type { Client } from "../../../src/protocol/channel.ts";
import type { OpenedDiffs } from "../../../src/protocol/comparePanel.ts";
import type { ManyContract, ManyView } from "../../../src/protocol/manyPanel.ts";
import type { CompareCommand, PanelCommand } from "../../../src/protocol/panelCommands.ts";
import type { EvidenceHost } from "../compare/evidenceHost.ts";

export class ManyHost {
  constructor(private readonly client: Client<ManyContract>) {}

  ready(): Promise<ManyView> {
    return this.client.call("ready", null);
  }
  loadRows(query: ManyQuery, signal: AbortSignal): Promise<ManyPage> {
    return this.client.call("rows", query, { signal });
  }
  loadRow(position: number, signal: AbortSignal): Promise<ManyItem> {
    return this.client.call("row", { position }, { signal });
  }
  loadFlips(rule: PassRule, inputs: readonly InputCondition[], signal: AbortSignal): Promise<FlipMatrix> {
    return this.client.call("flips", { rule, inputs }, { signal });
  }
  loadSummary(
    scope: PairScope,
    inputs: readonly InputCondition[],
    /** `null`: the default one. */
    method: MethodChoice | null,
    signal: AbortSignal,
  ): Promise<ManySummary> {
    const by = method === null ? {} : { method };
    return this.client.call("summary", { scope, inputs, ...by }, { signal });
  }
  /** What the tabs of a pair ask, about the candidate that is chosen then. */
  evidenceOf(run: () => number): EvidenceHost {
    const { client } = this;
    return {
      plot: (query, signal) => client.call("plot", { run: run(), query }, { signal }),
      slices: (query, signal, onRows) =>
        client.call("slices", { run: run(), query }, { signal, onProgress: (read) => onRows(Number(read)) }),
      evidence: (query, signal) => client.call("evidence", { run: run(), query }, { signal }),
      gate: (rules) => {
        const query = { rules, level: 0.95, isStrict: false, candidates: 1 };
        return client.call("gate", { run: run(), query });
      },
      copy: (text) => this.copy(text),
    };
  }
  openDiffs(run: number, query: Omit<ManyQuery, "offset" | "limit">): Promise<OpenedDiffs> {
    return this.client.call("openDiffs", { run, query });
  }
  readInputs(signal: AbortSignal): Promise<ManyInputs> {
    return this.client.call("inputs", null, { signal });
  }
  joinBy(choice: JoinChoice): Promise<ManyView> {
    return this.client.call("joinBy", choice);
  }
  countExcluded(withExcluded: boolean): Promise<ManyView> {
    return this.client.call("countExcluded", { withExcluded });
  }

  mapScores(scoreMap: readonly ScoreMapping[]): Promise<ManyView> {
    return this.client.call("mapScores", { scoreMap });
  }
  addRun(): void {
    this.send(this.client.call("addRun", null));
  }
  removeRun(run: number): void {
    this.send(this.client.call("removeRun", { run }));
  }
  makeBase(run: number): void {
    this.send(this.client.call("makeBase", { run }));
  }
  openPair(run: number): void {
    this.send(this.client.call("openPair", { run }));
  }
  openDiff(position: number, run: number): void {
    this.send(this.client.call("openDiff", { position, run }));
  }
  save(shown: ShownToSave): void {
    this.send(this.client.call("save", shown));
  }
  copy(text: string): void {
    this.send(this.client.call("copy", { text }));
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
  onView(receive: (view: ManyView) => void): void {
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
