// One line on a terminal that says how far something is, written over itself and gone when it is done.

/** Often enough to be seen moving, seldom enough for a slow terminal. */
const EVERY_MS = 100;
const CLEAR = "\r\u001b[K";

export interface ProgressLine {
  /** Shows the text in place of the one before. Plain: no control characters. */
  show(text: string): void;
  /** Takes it away, so that the next output starts a line of its own. */
  clear(): void;
}

/** Where output is no terminal: nobody watches, and a log is not to be filled. */
export const NO_PROGRESS: ProgressLine = { show: () => undefined, clear: () => undefined };

/** `columns`: how wide the terminal is; a longer line would wrap and stay. */
export function progressLine(
  write: (text: string) => void,
  nowMs: () => number,
  columns: () => number,
): ProgressLine {
  let shownMs = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show: (text) => {
      if (nowMs() - shownMs < EVERY_MS) return;
      shownMs = nowMs();
      isShown = true;
      write(CLEAR + [...text].slice(0, Math.max(0, columns() - 1)).join(""));
    },
    clear: () => {
      if (isShown) write(CLEAR);
      isShown = false;
      shownMs = Number.NEGATIVE_INFINITY;
    },
  };
}
