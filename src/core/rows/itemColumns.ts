// Which fields of an item a narrow table shows first: what was asked says more than an id.

const ASKED = [
  "question",
  "prompt",
  "input",
  "query",
  "instruction",
  "instructions",
  "problem",
  "task",
  "text",
  "user_prompt",
  "body",
  "sentence",
  "title",
];
const IDENTITY = /^(?:id|idx|index|key|name|.*_id|.*_key|uuid|hash)$/i;
const EXPECTED = /^(?:expected.*|reference.*|ref|target|answer|ground_truth|gold.*|label|ideal|solution)$/i;

/** Whether a field is named as what identifies an item: `id`, `doc_id`, `uuid`. */
export function identifies(field: string): boolean {
  return IDENTITY.test(field);
}

/** The fields in order of interest: what was asked, identities, what the file lists next, expected answers, last. */
export function leadingFields(fields: readonly string[]): readonly string[] {
  const rank = (field: string): number => {
    const asked = ASKED.indexOf(field.toLowerCase());
    if (asked !== -1) return asked;
    if (IDENTITY.test(field)) return 100;
    return EXPECTED.test(field) ? 300 : 200;
  };
  return fields
    .map((field, at) => ({ field, at, rank: rank(field) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ field }) => field);
}
