// What someone does to the head of a table: drags its edges and columns, or the same by keys.
import { h } from "./dom.ts";

export interface HeadActions {
  /** Sets the width; `isDone` once the hand lets go. */
  readonly resize: (key: string, px: number, isDone: boolean) => void;
  /** Puts a column in the place of another. */
  readonly move: (key: string, target: string) => void;
}

const STEP_PX = 16;
/** A press that moves less than this is a click. */
const DRAG_PX = 6;

/** The right edge of a head cell, to be dragged. Keys do the same on the head's button: see {@link headKey}. */
export function drawResizer(key: string, { resize }: HeadActions): HTMLElement {
  const edge = h("span", { class: "rt-edge", "aria-hidden": true });
  edge.addEventListener("pointerdown", (event) => {
    const cell = edge.parentElement;
    if (cell === null || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const fromPx = cell.getBoundingClientRect().width - event.clientX;
    follow(event, (move, isDone) => resize(key, fromPx + move.clientX, isDone));
  });
  return edge;
}

/** Lets a head cell be dragged over another one. */
export function makeMovable(cell: HTMLElement, key: string, { move }: HeadActions): void {
  cell.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const startX = event.clientX;
    let isDragging = false;
    let target: HTMLElement | null = null;
    follow(event, (at, isDone) => {
      isDragging ||= Math.abs(at.clientX - startX) > DRAG_PX;
      target?.classList.remove("drop");
      if (!isDragging) return;
      cell.classList.toggle("dragged", !isDone);
      target = document.elementFromPoint(at.clientX, at.clientY)?.closest<HTMLElement>(".rt-th") ?? null;
      if (target?.parentElement !== cell.parentElement) target = null;
      if (!isDone) {
        target?.classList.add("drop");
        return;
      }
      // The click that ends a drag must not sort.
      cell.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => cell.removeEventListener("click", swallow, { capture: true }));
      const to = target?.dataset.key;
      if (to !== undefined) move(key, to);
    });
  });
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

/** Calls `moved` with every move of the pointer until it is let go; Escape and losing it end it where it is. */
function follow(start: PointerEvent, moved: (event: PointerEvent, isDone: boolean) => void): void {
  const watch = new AbortController();
  const { signal } = watch;
  const end = (event: PointerEvent): void => {
    watch.abort();
    moved(event, true);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId === start.pointerId) moved(event, false);
  };
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", end, { signal });
  addEventListener("pointercancel", end, { signal });
}

/**
 * Keys on a head's button: Shift with left and right makes the column narrower or wider, Alt moves it. Gives whether the
 * key was one of these.
 */
export function headKey(event: KeyboardEvent, cell: HTMLElement, actions: HeadActions): boolean {
  const key = cell.dataset.key;
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (key === undefined || by === 0 || event.shiftKey === event.altKey) return false;
  if (event.shiftKey) actions.resize(key, cell.getBoundingClientRect().width + by * STEP_PX, true);
  else {
    const next = by === 1 ? cell.nextElementSibling : cell.previousElementSibling;
    const target = (next as HTMLElement | null)?.dataset.key;
    if (target !== undefined) actions.move(key, target);
  }
  return true;
}
