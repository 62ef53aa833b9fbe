// What a page will ask first, asked before it can: the engine works while the editor still makes the panel.
import type { Lifetime } from "../../util/lifetime.ts";

interface Changes {
  readonly onDidChange: (changed: () => void) => { dispose(): void };
}

/**
 * Asks at once and tells the answer by `emit`. The function given answers the first request with the same answer, later
 * ones, and those after a change, with a new one: a page may be loaded long after its panel was opened, and again each
 * time it was hidden.
 */
export function answerEarly<V>(
  ask: () => Promise<V>,
  emit: (answer: V) => void,
  changes: readonly Changes[],
  life: Lifetime,
): () => Promise<V> {
  let early: Promise<V> | null = ask();
  const answer = early;
  const forget = (): void => {
    early = null;
  };
  for (const { onDidChange } of changes) life.own(onDidChange(forget));
  answer.then(
    (value) => {
      if (early === answer && !life.signal.aborted) emit(value);
    },
    () => undefined, // told to whoever asks
  );
  return () => {
    const first = early;
    early = null;
    return first ?? ask();
  };
}
