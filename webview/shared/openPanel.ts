// How a panel begins: ask for its view, show nothing new for a moment, then a bar, then skeletons; a failure is said
// in words with a way to try again. Later views replace earlier ones, older ones are dropped.
import { blank, progressBar, skeletonLines } from "./blank.ts";
import { fill, h } from "./dom.ts";
import { QUIET_MS } from "./pageCache.ts";

const SKELETON_MS = 1000;

interface Revision {
  readonly rev: number;
}

/** Lets only newer views pass. */
export function newestOnly<V extends Revision>(show: (view: V) => void): (view: V) => void {
  let seen = Number.NEGATIVE_INFINITY;
  return (view) => {
    if (view.rev <= seen) return;
    seen = view.rev;
    show(view);
  };
}

export async function openPanel<V extends Revision>(options: {
  readonly root: HTMLElement;
  readonly failedHeadline: string;
  readonly ready: () => Promise<V>;
  readonly show: (view: V) => void;
  /** A change may have brought a view before the first answer: what it shows must not be covered. */
  readonly isShown: () => boolean;
}): Promise<void> {
  const { root, isShown } = options;
  const cover = (...content: readonly Node[]): void => {
    if (!isShown()) fill(root, ...content);
  };
  const bar = setTimeout(() => cover(progressBar()), QUIET_MS);
  const skeletons = setTimeout(
    () => cover(progressBar(), h("div", { class: "opening", "aria-busy": true }, skeletonLines(6))),
    SKELETON_MS,
  );
  try {
    const view = await options.ready();
    clearTimeout(bar);
    clearTimeout(skeletons);
    options.show(view);
  } catch (error) {
    clearTimeout(bar);
    clearTimeout(skeletons);
    const reason = error instanceof Error ? error.message : String(error);
    const again = () => {
      fill(root);
      void openPanel(options);
    };
    cover(blank("error", options.failedHeadline, reason, { label: "Try Again", click: again }));
  }
}
