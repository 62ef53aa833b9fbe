// Keeps focus on the control that was pressed while the parts around it are drawn anew.

/** Runs `draw`, which fills the slots anew; focus goes back to the chosen line or to the control at the same place. */
export function keepFocus(slots: readonly HTMLElement[], draw: () => void): void {
  const active = document.activeElement;
  const slot = slots.find((one) => one.contains(active));
  const isLine = active instanceof HTMLTableRowElement;
  const at = slot === undefined ? -1 : controlsOf(slot).indexOf(active as HTMLElement);
  draw();
  if (slot === undefined) return;
  if (isLine) slot.querySelector<HTMLElement>('tr[aria-selected="true"]')?.focus();
  else controlsOf(slot)[at]?.focus();
}

function controlsOf(slot: HTMLElement): readonly HTMLElement[] {
  return [...slot.querySelectorAll<HTMLElement>("button, select")];
}
