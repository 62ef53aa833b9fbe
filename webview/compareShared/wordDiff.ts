// Which words two outputs do not share. Falls back to plain text where comparing would take too long.
import { diffWordsWithSpace } from "diff";
import { h } from "../shared/dom.ts";

export interface WordPart {
  readonly text: string;
  readonly side: "both" | "base" | "candidate";
}

/** Longer texts are not compared in the page; the editor's own diff is one key away. */
const MAX_CHARS = 20_000;
const MAX_MS = 40;

interface Compared {
  readonly base: string;
  readonly candidate: string;
  readonly parts: readonly WordPart[] | null;
}
/** The two cells of a row ask for the same pair, one after the other. */
let last: Compared | null = null;

/** `null` when the texts are too long or too different to compare in time. */
export function toWordParts(base: string, candidate: string): readonly WordPart[] | null {
  if (last?.base !== base || last.candidate !== candidate)
    last = { base, candidate, parts: compareWords(base, candidate) };
  return last.parts;
}

function compareWords(base: string, candidate: string): readonly WordPart[] | null {
  if (base === candidate) return [{ text: base, side: "both" }];
  if (base.length + candidate.length > MAX_CHARS) return null;
  const changes = diffWordsWithSpace(base, candidate, { timeout: MAX_MS });
  if (changes === undefined) return null;
  return joinRuns(
    changes.map((change) => ({
      text: change.value,
      side: change.added ? "candidate" : change.removed ? "base" : "both",
    })),
  );
}

/** Changed words with only space between them read as one change: one removal, then one addition. */
function joinRuns(parts: readonly WordPart[]): readonly WordPart[] {
  const joined: WordPart[] = [];
  let base = "";
  let candidate = "";
  const flush = () => {
    const space = /\s+$/u.exec(base)?.[0] ?? "";
    const isShared = space !== "" && candidate.endsWith(space);
    const cut = (text: string) => (isShared ? text.slice(0, -space.length) : text);
    if (cut(base) !== "") joined.push({ text: cut(base), side: "base" });
    if (cut(candidate) !== "") joined.push({ text: cut(candidate), side: "candidate" });
    if (isShared) joined.push({ text: space, side: "both" });
    base = "";
    candidate = "";
  };
  parts.forEach((part, i) => {
    const next = parts[i + 1];
    const isGap =
      part.side === "both" && part.text.trim() === "" && next !== undefined && next.side !== "both";
    const isInRun = base !== "" || candidate !== "";
    if (part.side === "both" && !(isGap && isInRun)) {
      flush();
      joined.push(part);
      return;
    }
    if (part.side !== "candidate") base += part.text;
    if (part.side !== "base") candidate += part.text;
  });
  flush();
  return joined;
}

/** The words of one side, those the other side lacks marked. */
export function drawSide(
  base: string | null,
  candidate: string | null,
  side: "base" | "candidate",
): readonly Node[] {
  const own = side === "base" ? base : candidate;
  if (own === null) return [h("span", { class: "na" }, "—")];
  const parts = base === null || candidate === null ? null : toWordParts(base, candidate);
  if (parts === null) return [document.createTextNode(own)];
  const tag = side === "base" ? "del" : "ins";
  return parts
    .filter((part) => part.side === "both" || part.side === side)
    .map((part) => (part.side === "both" ? document.createTextNode(part.text) : h(tag, null, part.text)));
}

/** Both sides in one text, for a panel too narrow for two. */
export function drawBothSides(base: string, candidate: string): readonly Node[] {
  const parts = toWordParts(base, candidate);
  if (parts === null) return [document.createTextNode(candidate)];
  return parts.map((part) =>
    part.side === "both"
      ? document.createTextNode(part.text)
      : h(part.side === "base" ? "del" : "ins", null, part.text),
  );
}
