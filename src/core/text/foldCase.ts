// Letter case set aside, the same for SQL, for other sources and for finders.

/**
 * `text` for comparing without letter case, in every script: by Unicode's full mappings, independent of language. Lower,
 * then upper: what a letter becomes does not depend on its neighbours (the Greek final sigma), so a part of a text folds
 * to a part of the folded text.
 */
export function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase();
}
