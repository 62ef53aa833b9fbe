// What the host tells of several runs after the panel is open: whether their inputs were the same, and the summary over other
// rows. The newest answer counts, whatever order they come in.
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { manyMarkdown } from "../../../src/core/compare/manyMarkdown.ts";
import type { PairScope } from "../../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { Lateness } from "../../compareShared/lateness.ts";
import { isDefaultMethod } from "../compare/methodChoice.ts";
import type { ManyHost } from "./manyHost.ts";
import type { ManyInputsState } from "./manyJoin.ts";

export class ManyAnswers {
  private reading = new AbortController();
  private summing = new AbortController();
  private readonly lateness: Lateness;
  private current: ManyInputsState = null;

  constructor(
    private readonly host: ManyHost,
    private readonly changed: () => void,
  ) {
    this.lateness = new Lateness(changed);
  }

  /** The summary asked for takes its time: what stands there is the one before. */
  get isSumming(): boolean {
    return this.lateness.isLate;
  }

  get inputs(): ManyInputsState {
    return this.current;
  }

  /** The summary as Markdown, with what is known of the inputs. */
  markdownOf(head: ManyView): string {
    const { current } = this;
    const inputs = current === null || "failed" in current ? null : current;
    return manyMarkdown({ head, inputs, withErrors: head.withErrors, locale: head.locale });
  }

  /** Asks for the inputs anew, after another view came. */
  readInputs(): void {
    this.reading.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.current = null;
    const settle = (state: ManyInputsState): void => {
      if (reading.signal.aborted) return;
      this.current = state;
      this.changed();
    };
    this.host
      .readInputs(reading.signal)
      .then(settle, (error: unknown) => settle({ failed: messageOf(error) }));
  }

  /** The view with its summary over other rows or by another method; `null` when a newer one was asked for meanwhile. */
  async summed(
    view: ManyView,
    scope: PairScope,
    inputs: readonly InputCondition[],
    method: MethodChoice,
  ): Promise<ManyView | null> {
    this.summing.abort();
    const chosen = isDefaultMethod(method) ? null : method;
    if (scope === view.summary.scope && inputs.length === 0 && chosen === null) return view;
    const summing = new AbortController();
    this.summing = summing;
    try {
      const ask = () => this.host.loadSummary(scope, inputs, chosen, summing.signal);
      const summary = await this.lateness.during(ask);
      return summing.signal.aborted ? null : { ...view, summary };
    } catch (error) {
      if (summing.signal.aborted) return null;
      throw error;
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
