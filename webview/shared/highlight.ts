// Marks a text wherever it shows, without touching the page's nodes: the browser paints ranges (CSS Custom Highlight).

const NAME = "eval-find";
/** Ranges painted at most: what is on screen needs far fewer. */
const MOST_RANGES = 2_000;
/** Characters looked at in one node: a text of megabytes must not hold up the page. */
const MOST_CHARS = 200_000;

/** Paints `text`, in any letter case, below `roots`; an empty text clears. */
export function highlight(roots: readonly Element[], text: string): void {
  // Older browsers find all the same, they only do not paint.
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete(NAME);
  const wanted = text.toLowerCase();
  if (wanted === "") return;
  const ranges: Range[] = [];
  for (const root of roots) collect(root, wanted, ranges);
  if (ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges));
}

function collect(root: Element, wanted: string, ranges: Range[]): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const shown = node.nodeValue?.slice(0, MOST_CHARS) ?? "";
    const lower = shown.toLowerCase();
    // Letters whose lower case has another length would shift what is marked.
    if (lower.length !== shown.length) continue;
    for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) {
      if (ranges.length >= MOST_RANGES) return;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
}
