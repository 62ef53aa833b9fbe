// What the host tells of the inputs after the rows are there: whether they were the same, and the summary of a filter on
// them. The newest answer counts, whatever order they come in.

import { comparisonMarkdown } from "../../../src/core/compare/comparisonMarkdown.ts";
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { Lateness } from "../../compareShared/lateness.ts";
import type { CompareHost } from "./compareHost.ts";
import type { InputsState } from "./joinReport.ts";
import { isDefaultMethod } from "./methodChoice.ts";

export class ComparedInputs {
  private reading = new AbortController();
  private narrowing = new AbortController();
  private readonly lateness: Lateness;
  private current: InputsState = null;

  constructor(
    private readonly host: CompareHost,
    private readonly changed: () => void,
  ) {
    this.lateness = new Lateness(changed);
  }

  /** The summary asked for takes its time: what stands there is the one before. */
  get isSumming(): boolean {
    return this.lateness.isLate;
  }

  get state(): InputsState {
    return this.current;
  }

  /** The summary as Markdown, with what is known of the inputs. */
  markdownOf(head: CompareView): string {
    const { current } = this;
    const inputs = current === null || "failed" in current ? null : current;
    return comparisonMarkdown({ head, inputs, withErrors: head.withErrors, locale: head.locale });
  }

  /** Asks anew, after another view came. */
  read(): void {
    this.reading.abort();
    const reading = new AbortController();
    this.reading = reading;
    const settle = (state: InputsState): void => {
      if (reading.signal.aborted) return;
      this.current = state;
      this.changed();
    };
    this.host.readInputs(reading.signal).then(settle, (error: unknown) => {
      settle({ failed: error instanceof Error ? error.message : String(error) });
    });
  }

  /** Forgets what is known: the items are joined another way. */
  forget(): void {
    this.reading.abort();
    this.current = null;
  }

  /** The view with its summary over the items kept, by the method chosen; `null` when a newer filter came meanwhile. */
  async narrowed(
    view: CompareView,
    inputs: readonly InputCondition[],
    method: MethodChoice,
  ): Promise<CompareView | null> {
    this.narrowing.abort();
    const chosen = isDefaultMethod(method) ? null : method;
    if (inputs.length === 0 && chosen === null) return view;
    const narrowing = new AbortController();
    this.narrowing = narrowing;
    try {
      const ask = () => this.host.narrow(inputs, chosen, narrowing.signal);
      const summary = await this.lateness.during(ask);
      return narrowing.signal.aborted ? null : { ...view, summary };
    } catch (error) {
      if (narrowing.signal.aborted) return null;
      throw error;
    }
  }
}
