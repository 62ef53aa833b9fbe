// A JSON value as a tree that opens and closes, by mouse and by the keys of a tree. What data says is text only; branches
// are drawn when they open, and what is not here yet is asked for.
import type { JsonBranch, JsonNode, JsonPath } from "../../src/core/json/jsonTree.ts";
import { fill, h, icon, visibleText } from "./dom.ts";
import { treeKeyTarget } from "./treeMoves.ts";

export interface JsonTreeActions {
  /** More of the value at a path: of a list or an object its children from `from` on. */
  readonly load: (path: JsonPath, from: number) => Promise<JsonNode>;
  /** Shows the value at a path elsewhere, whole. */
  readonly open: (path: JsonPath) => void;
}

/** A longer text opens like a branch. */
const SHORT_CHARS = 160;
const PREVIEW_KEYS = 60;

/** `path`: where the value stands; the paths of its children begin with it. */
export function drawJsonTree(
  label: string,
  node: JsonNode,
  path: JsonPath,
  actions: JsonTreeActions,
): HTMLElement {
  const tree = h("div", { class: "jt", role: "tree", "aria-label": label });
  if (node.kind === "list" || node.kind === "object") {
    drawChildren(tree, node, path, 1, actions);
    if (node.size === 0) fill(tree, leaf(null, node, 1));
  } else fill(tree, leaf(null, node, 1));
  tree.querySelector<HTMLElement>("[role=treeitem]")?.setAttribute("tabindex", "0");
  tree.addEventListener("keydown", (event) => onKey(tree, event));
  tree.addEventListener("focusin", (event) => makeCurrent(tree, event.target));
  return tree;
}

function drawChildren(
  parent: HTMLElement,
  branch: JsonBranch,
  path: JsonPath,
  level: number,
  actions: JsonTreeActions,
): void {
  for (const { key, node } of branch.children) {
    const at = [...path, key];
    const isOpenable =
      node.kind === "text" ? isLong(node.text, node.length) : isBranch(node) && node.size > 0;
    parent.append(isOpenable ? openable(key, node, at, level, actions) : leaf(key, node, level));
  }
  const next = branch.from + branch.children.length;
  if (next < branch.size) parent.append(more(parent, branch, path, level, next, actions));
}

function isBranch(node: JsonNode): node is JsonBranch {
  return node.kind === "list" || node.kind === "object";
}

function isLong(text: string, length: number): boolean {
  return length > SHORT_CHARS || text.includes("\n");
}

function item(level: number, isOpen: boolean | null, ...content: readonly (Node | string)[]): HTMLElement {
  const expanded = isOpen === null ? undefined : isOpen;
  return h(
    "div",
    { role: "treeitem", tabindex: -1, "aria-level": level, "aria-expanded": expanded },
    ...content,
  );
}

function line(...content: readonly Node[]): HTMLElement {
  return h("div", { class: "jt-line" }, ...content);
}

function keyText(key: string | number | null): readonly Node[] {
  if (key === null) return [];
  return [h("bdi", { class: "jt-key" }, ...visibleText(String(key))), h("span", { class: "jt-colon" }, ":")];
}

function leaf(key: string | number | null, node: JsonNode, level: number): HTMLElement {
  return item(level, null, line(h("span", { class: "jt-twist" }), ...keyText(key), valueText(node)));
}

/** A value on its line: a text in quotes, a number as written, the beginning of a branch. */
function valueText(node: JsonNode): HTMLElement {
  if (node.kind === "plain")
    return h("bdi", { class: `jt-plain ${node.text === "null" ? "jt-null" : ""}` }, node.text);
  if (node.kind === "text") {
    const shown = isLong(node.text, node.length) ? `${node.text.slice(0, SHORT_CHARS)}…` : node.text;
    return h(
      "bdi",
      { class: "jt-text clip", dir: "auto" },
      ...visibleText(`"${shown.replace(/\s+/g, " ")}"`),
    );
  }
  const [open, close] = node.kind === "list" ? ["[", "]"] : ["{", "}"];
  if (node.size === 0) return h("span", { class: "jt-count" }, `${open}${close}`);
  const what = node.kind === "list" ? "item" : "member";
  const names = node.kind === "list" ? "" : previewOf(node);
  return h(
    "span",
    { class: "jt-count clip" },
    ...visibleText(
      `${open}${names}${close} ${node.size.toLocaleString()} ${what}${node.size === 1 ? "" : "s"}`,
    ),
  );
}

function previewOf({ children }: JsonBranch): string {
  const names = children.slice(0, 8).map(({ key }) => String(key));
  const text = names.join(", ");
  return text.length > PREVIEW_KEYS ? `${text.slice(0, PREVIEW_KEYS)}…` : text;
}

function openable(
  key: string | number,
  node: JsonNode,
  path: JsonPath,
  level: number,
  actions: JsonTreeActions,
): HTMLElement {
  const inside = h("div", { role: "group", class: "jt-group", hidden: true });
  const head = line(icon("chevron-right"), ...keyText(key), valueText(node));
  const element = item(level, false, head, inside);
  let isDrawn = false;
  const toggle = (): void => {
    const isOpen = element.getAttribute("aria-expanded") !== "true";
    element.setAttribute("aria-expanded", String(isOpen));
    inside.hidden = !isOpen;
    if (isDrawn) return;
    isDrawn = true;
    if (isBranch(node)) drawChildren(inside, node, path, level + 1, actions);
    else if (node.kind === "text")
      inside.append(...wholeText(node.text, node.length, path, level + 1, actions));
  };
  head.addEventListener("click", toggle);
  // A key is a request to the same line as a click.
  element.addEventListener("jt-toggle", (event) => {
    event.stopPropagation();
    toggle();
  });
  return element;
}

function wholeText(
  text: string,
  length: number,
  path: JsonPath,
  level: number,
  actions: JsonTreeActions,
): readonly HTMLElement[] {
  const shown = item(level, null, h("div", { class: "jt-whole", dir: "auto" }, ...visibleText(text)));
  if (text.length >= length) return [shown];
  const words = `… ${(length - text.length).toLocaleString()} more characters: open in editor`;
  return [shown, button(level, words, () => actions.open(path))];
}

/** A line that acts: loads more, or opens. */
function button(level: number, words: string, act: () => void): HTMLElement {
  const head = line(h("span", { class: "jt-twist" }), h("span", { class: "jt-act" }, words));
  const element = item(level, null, head);
  head.addEventListener("click", act);
  element.addEventListener("jt-toggle", (event) => {
    event.stopPropagation();
    act();
  });
  element.dataset.acts = "";
  return element;
}

function more(
  parent: HTMLElement,
  branch: JsonBranch,
  path: JsonPath,
  level: number,
  next: number,
  actions: JsonTreeActions,
): HTMLElement {
  const left = (branch.size - next).toLocaleString();
  const element = button(level, `show more of the ${left} left`, () => void load());
  const load = async (): Promise<void> => {
    try {
      const node = await actions.load(path, next);
      if (!isBranch(node)) return;
      const hadFocus = element.contains(document.activeElement);
      const before = element.previousElementSibling;
      element.remove();
      drawChildren(parent, node, path, level, actions);
      const first = before === null ? parent.firstElementChild : before.nextElementSibling;
      if (hadFocus && first instanceof HTMLElement) first.focus();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      fill(element, line(icon("error"), h("span", { class: "err" }, ...visibleText(why))));
    }
  };
  return element;
}

function itemsIn(tree: HTMLElement): readonly HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>("[role=treeitem]")].filter(
    (one) => one.closest("[hidden]") === null,
  );
}

function makeCurrent(tree: HTMLElement, target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || target.getAttribute("role") !== "treeitem") return;
  for (const old of tree.querySelectorAll('[role=treeitem][tabindex="0"]'))
    old.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
}

function onKey(tree: HTMLElement, event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = itemsIn(tree);
  const lines = items.map((one) => ({
    level: Number(one.getAttribute("aria-level")),
    isOpen: one.hasAttribute("aria-expanded") ? one.getAttribute("aria-expanded") === "true" : null,
    acts: one.dataset.acts !== undefined,
  }));
  const move = treeKeyTarget(event.key, items.indexOf(target), lines);
  if (move === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (move === "toggle") target.dispatchEvent(new Event("jt-toggle"));
  else items[move]?.focus();
}
