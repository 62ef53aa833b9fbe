// What people type about results, checked while they type: one sentence, or null where all is well.

/** Longer names fit no line. */
const MAX_NAME = 200;
const MAX_TAG = 60;
/** Stands for a line break where only one line can be typed. */
const BREAK = "⏎";

/** Of a name, model, dataset or metric. */
export function nameProblem(what: string, text: string): string | null {
  const length = [...text.trim()].length;
  return length > MAX_NAME ? `A ${what} has at most ${MAX_NAME} characters; this one has ${length}.` : null;
}

/** Of a tag that is about to be added. */
export function tagProblem(text: string): string | null {
  const length = [...text.trim()].length;
  return length > MAX_TAG ? `A tag has at most ${MAX_TAG} characters; this one has ${length}.` : null;
}

/** A note in one line, and back. */
export function noteToLine(note: string): string {
  return note.replace(/\r?\n/g, BREAK);
}
export function lineToNote(line: string): string {
  return line.replaceAll(BREAK, "\n");
}

/** Which of these tags are on every result, and which on some only. In order of first appearance. */
export function tagStates(
  runs: readonly { readonly tags: readonly string[] }[],
): readonly { readonly tag: string; readonly count: number; readonly isOnAll: boolean }[] {
  const tags = [...new Set(runs.flatMap((run) => run.tags))];
  return tags.map((tag) => {
    const count = runs.filter((run) => run.tags.includes(tag)).length;
    return { tag, count, isOnAll: count === runs.length };
  });
}

/**
 * The change from ticks: newly ticked tags are added to all results; those that all had and that are ticked no more are
 * removed; what only some have and nobody ticked stays as it is. `null`: nothing changes.
 */
export function tagChange(
  runs: readonly { readonly tags: readonly string[] }[],
  ticked: readonly string[],
): { readonly addTags: readonly string[]; readonly removeTags: readonly string[] } | null {
  const onAll = tagStates(runs)
    .filter(({ isOnAll }) => isOnAll)
    .map(({ tag }) => tag);
  const addTags = ticked.filter((tag) => !onAll.includes(tag));
  const removeTags = onAll.filter((tag) => !ticked.includes(tag));
  return addTags.length + removeTags.length === 0 ? null : { addTags, removeTags };
}
