// Texts of data where the editor would read icons into them.

/** `$(…)` in data is no icon. */
export function inert(text: string): string {
  return text.replaceAll("$(", "$ (");
}
