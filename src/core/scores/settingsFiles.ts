// The files in the store folder by which people say something about results, and how a new one starts.

export const METRIC_FILE = "metrics.json";
export const BASELINE_FILE = "baselines.json";

/** A new file that names the scores of the store and changes none. */
export function starterText(names: readonly string[]): string {
  const lines = names.map((name) => `    ${JSON.stringify(name)}: {}`);
  return `{
  // How scores are read and shown here. Press Ctrl+Space inside a score's braces for what can be said of it:
  // direction, unit, format, decimals, passThreshold, primary, description, errorValue, tolerance.
  // Keys may hold * for any characters; the more exact key wins.
  "version": 1,
  "scores": {
${lines.join(",\n")}${lines.length > 0 ? "\n" : ""}  }
}
`;
}
