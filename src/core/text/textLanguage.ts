// Which language an editor document with a text from data may have. A language server acts on what it reads: it fetches the
// schema that a JSON names, and makes links of what Markdown says. So a language is given only where neither can happen.

/** Languages as endings of file names, by which an editor tells them. */
export type TextEnding = "json" | "jsonl" | "md" | "py" | "txt";

/** Longer texts are plain: colouring them takes longer than it helps. */
const MOST_CHARS = 5_000_000;
const MARKDOWN = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /^(?:[-*+]|\d+\.) \S.*\n(?:[-*+]|\d+\.) \S/m,
  /\*\*\S[^*\n]*\*\*/,
  /^\|.+\|\s*$/m,
];
/** Anything that Markdown may read as a link or as HTML, whatever it leads to. */
const LINKS = /\]\s*[([:]|<[a-z!/]/i;
/** Statements that no prose looks like; tried on short lines only, so that no text takes long. */
const PYTHON =
  /^\s*(?:(?:async )?def \w+\(.*:|class \w+.*:|import \w[\w.]*|from [\w.]+ import .+|@\w[\w.]*(?:\(.*\))?|if __name__ ==.*:)$/;
const PYTHON_LINES = 200;
const PYTHON_CHARS = 200;

/** The ending for a text; `txt` where it is none of the others for sure. */
export function endingOf(text: string): TextEnding {
  if (text.length > MOST_CHARS) return "txt";
  const json = jsonEnding(text);
  if (json !== null) return json;
  if (isPython(text)) return "py";
  const isMarkdown = MARKDOWN.some((mark) => mark.test(text));
  return isMarkdown && !LINKS.test(text) ? "md" : "txt";
}

/** JSON Lines has JSON's colours without its server. */
function jsonEnding(text: string): "json" | "jsonl" | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "$schema" in value ? "jsonl" : "json";
  } catch {
    return null;
  }
}

function isPython(text: string): boolean {
  const lines = text.slice(0, PYTHON_LINES * PYTHON_CHARS).split("\n", PYTHON_LINES);
  const isStatement = (line: string): boolean => line.length <= PYTHON_CHARS && PYTHON.test(line.trimEnd());
  const [first] = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return first !== undefined && isStatement(first);
}
