// Builds elements from text. Data from results is only ever text here: there is no way to set HTML, a link, a style
// or a handler attribute from it.
import { hasInvisible, invisibleName, splitInvisible } from "./invisible.ts";

type Child = Node | string | null | false | undefined;

/** The attributes that may be set. None of them can load, navigate or run anything. */
export interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly role?: string;
  readonly type?: "button";
  readonly title?: string | undefined;
  readonly dir?: "auto" | "ltr";
  readonly tabindex?: number;
  readonly colspan?: number;
  readonly value?: string;
  readonly hidden?: boolean;
  readonly scope?: "col" | "row";
  readonly appearance?: "primary" | "secondary" | "icon";
  readonly [aria: `aria-${string}`]: string | number | boolean | undefined;
  readonly [data: `data-${string}`]: string | number | undefined;
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on" || value === undefined || value === null) continue;
    if (typeof value === "boolean" && !name.startsWith("aria-")) element.toggleAttribute(name, value);
    else element.setAttribute(name, String(value));
  }
  for (const [type, listener] of Object.entries(attributes.on ?? {}))
    element.addEventListener(type, listener as EventListener);
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children)
    if (child !== null && child !== false && child !== undefined) parent.append(child);
}

/** An element with attributes and children; strings become text nodes. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Attributes | null, ...children: Child[]): HTMLElement;
export function h(tag: string, attributes?: Attributes | null, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  if (attributes) setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** The SVG counterpart of {@link h}, for geometry computed here. */
export function svg(tag: string, attributes: Readonly<Record<string, string | number>>, ...children: Node[]) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A codicon; decorative, so hidden from screen readers. */
export function icon(name: string, size: "s" | "m" | "big" = "s"): HTMLElement {
  return h("span", { class: `codicon ${size} ci-${name}`, "aria-hidden": true });
}

/** A square button with an icon; `label` is its name and its tooltip. */
export function iconButton(name: string, label: string, click: () => void): HTMLButtonElement {
  return h(
    "button",
    { class: "icon-btn", type: "button", title: label, "aria-label": label, on: { click } },
    icon(name, "m"),
  );
}

/** The letter of a run, its identity in a comparison: the base, A, is filled, candidates are outlined. */
export function runToken(letter: string): HTMLElement {
  return h("span", { class: `tok ${letter}${letter === "A" ? " base" : ""}` }, letter);
}

/** Text that comes from data: isolated, so that writing direction marks in it cannot reorder what is around it. */
export function dataText(text: string, className?: string): HTMLElement {
  return h("bdi", className === undefined ? null : { class: className }, ...visibleText(text));
}

/** More marks than this in one text say nothing more, and cost an element each. */
const MOST_MARKS = 500;

/** Text from data as nodes: characters that do not show, or that reorder others, are marks with their names. */
export function visibleText(text: string): readonly (Node | string)[] {
  if (!hasInvisible(text)) return [text];
  let marks = 0;
  return splitInvisible(text).map((part) => {
    if (!part.isHidden) return part.text;
    if (++marks > MOST_MARKS) return "\u2423";
    const { code, name } = invisibleName(part.text);
    return h("span", { class: "ctl", title: code }, name);
  });
}

/** Longer texts would hold up the page: the rest is for the editor, which opens them whole. */
const MOST_CHARS = 100_000;

/** As {@link visibleText}, with very long texts cut and saying so. */
export function longText(text: string): readonly (Node | string)[] {
  if (text.length <= MOST_CHARS) return visibleText(text);
  const left = (text.length - MOST_CHARS).toLocaleString();
  const note = h("span", { class: "muted" }, `… ${left} more characters: open it in the editor to see all`);
  return [...visibleText(text.slice(0, MOST_CHARS)), note];
}

/** Replaces all children. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}
