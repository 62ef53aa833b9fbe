// Characters that do not show, or that reorder what is around them: text from data shows them as marks (dom.ts).

/**
 * Controls except tab and line ends, soft hyphens, zero-width and bidirectional marks, fillers, byte order marks, tags and
 * selectors beyond those of emoji. Joiners stay where they join emoji or letters that need them.
 */
const HIDDEN =
  /(?![\t\n\r])\p{Cc}|\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;
const HIDDEN_ALL = new RegExp(HIDDEN.source, "gu");
const JOINER = /[\u200c\u200d]/u;
const JOINED_BEFORE = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Script=Arabic}|\p{M})$/u;

const NAMES: Readonly<Record<string, string>> = {
  "0": "NUL",
  "7": "BEL",
  "8": "BS",
  "1B": "ESC",
  "7F": "DEL",
  AD: "SHY",
  "200B": "ZWSP",
  "200C": "ZWNJ",
  "200D": "ZWJ",
  "200E": "LRM",
  "200F": "RLM",
  "202A": "LRE",
  "202B": "RLE",
  "202C": "PDF",
  "202D": "LRO",
  "202E": "RLO",
  "2066": "LRI",
  "2067": "RLI",
  "2068": "FSI",
  "2069": "PDI",
  FEFF: "BOM",
};

/** Whether a text has any such character. */
export function hasInvisible(text: string): boolean {
  return HIDDEN.test(text);
}

/** `U+202E`, and its short name where it has one. */
export function invisibleName(character: string): { readonly code: string; readonly name: string } {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  const code = `U+${hex.padStart(4, "0")}`;
  return { code, name: NAMES[hex] ?? code };
}

/** The text in pieces: plain ones, and the characters to mark. */
export function splitInvisible(
  text: string,
): readonly { readonly text: string; readonly isHidden: boolean }[] {
  const parts: { text: string; isHidden: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN_ALL)) {
    const joins =
      JOINER.test(match[0]) && JOINED_BEFORE.test(text.slice(Math.max(0, match.index - 2), match.index));
    if (joins) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isHidden: false });
    parts.push({ text: match[0], isHidden: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHidden: false });
  return parts;
}
