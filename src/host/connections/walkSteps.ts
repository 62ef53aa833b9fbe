// A short series of questions that can be gone back in. Knows nothing of the editor.

/** What a step says when the person wants the one before it. */
export const BACK = Symbol("back");

/** Where a step stands: `step` from 1, of `total` that are to be answered as things are. */
export interface StepPlace {
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

export interface Step<Draft> {
  /** Whether it is to be asked, as far as is known; absent: always. */
  readonly applies?: (draft: Draft) => boolean;
  /** The draft with its answer; `null` when the person gives up. */
  readonly ask: (draft: Draft, place: StepPlace) => Promise<Draft | typeof BACK | null>;
}

/** Asks one after another; `null` when the person gives up. Going back keeps what was answered. */
export async function walkSteps<Draft>(start: Draft, steps: readonly Step<Draft>[]): Promise<Draft | null> {
  let draft = start;
  const asked: number[] = [];
  for (let at = 0; at < steps.length; ) {
    const step = steps[at];
    if (step === undefined || step.applies?.(draft) === false) {
      at++;
      continue;
    }
    const total = steps.filter(({ applies }) => applies?.(draft) !== false).length;
    const answer = await step.ask(draft, { step: asked.length + 1, total, canGoBack: asked.length > 0 });
    if (answer === null) return null;
    if (answer === BACK) at = asked.pop() ?? 0;
    else {
      draft = answer;
      asked.push(at++);
    }
  }
  return draft;
}
