// What a key does in a tree of lines, some of which open: the rules of the ARIA practices for trees. Knows no DOM.

export interface TreeLine {
  /** From 1. */
  readonly level: number;
  /** `null`: it does not open. */
  readonly isOpen: boolean | null;
  /** It does something when it is pressed. */
  readonly acts: boolean;
}

/** The line to move to, `toggle` for the current one, or `null` where the key is not the tree's. `lines`: those in view. */
export function treeKeyTarget(key: string, at: number, lines: readonly TreeLine[]): number | "toggle" | null {
  const line = lines[at];
  if (line === undefined) return null;
  switch (key) {
    case "ArrowDown":
      return Math.min(lines.length - 1, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return lines.length - 1;
    case "ArrowRight":
      if (line.isOpen === false) return "toggle";
      return line.isOpen === true && (lines[at + 1]?.level ?? 0) > line.level ? at + 1 : null;
    case "ArrowLeft": {
      if (line.isOpen === true) return "toggle";
      const parent = lines.slice(0, at).findLastIndex(({ level }) => level < line.level);
      return parent === -1 ? null : parent;
    }
    case "Enter":
    case " ":
      return line.isOpen !== null || line.acts ? "toggle" : null;
    default:
      return null;
  }
}
