// Marks in the browser's own timeline when a part of the panel is first on screen, for developer tools and for
// `test/host/panelTimes.mjs`.

const marked = new Set<string>();

/** Marks the end of the frame that shows what was just drawn; only the first time of each name counts. */
export function markPainted(name: "head" | "rows"): void {
  if (marked.has(name)) return;
  marked.add(name);
  // A task that begins after the next frame was drawn.
  requestAnimationFrame(() => setTimeout(() => performance.mark(`eval-results.${name}`)));
}
