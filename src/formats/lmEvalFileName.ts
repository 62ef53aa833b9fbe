// What the names of lm-evaluation-harness files tell.

/** The parts of `samples_<task>_<time>.jsonl`; `null` for other names. */
export function sampleFileParts(name: string): { readonly task: string; readonly time: string } | null {
  const match = /^samples_(.+)_(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?)\.jsonl$/.exec(name);
  return match ? { task: match[1] ?? "", time: match[2] ?? "" } : null;
}
