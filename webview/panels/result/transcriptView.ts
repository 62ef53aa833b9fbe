// Exchanges with models as people read them: who spoke, what was said, which tools were called with what.
import type {
  Transcript,
  TranscriptMessage,
  TranscriptPart,
} from "../../../src/core/transcripts/transcript.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";
import type { Folds } from "../../shared/folds.ts";
import { drawJsonTree } from "../../shared/jsonTree.ts";
import { foldedText } from "../../shared/textBlock.ts";
import type { PartActions } from "./rowParts.ts";

/** Of a long exchange its beginning and its end are shown; what is between them on demand. */
const SHOWN_FIRST = 6;
const SHOWN_LAST = 6;

/** One part of the detail for each exchange. `folds` keeps which are open while someone goes from row to row. */
export function drawTranscripts(
  transcripts: readonly Transcript[],
  folds: Folds,
  actions: PartActions,
): readonly HTMLElement[] {
  return transcripts.map((transcript, i) => {
    const { title, facts, messages } = transcript;
    const count = messages.length + transcript.left;
    const model = facts.find(({ name }) => name === "model")?.value;
    const summary = [
      h("b", null, "exchange "),
      dataText(title),
      h("span", { class: "muted" }, ` ${count.toLocaleString()} ${count === 1 ? "message" : "messages"}`),
      ...(model === undefined ? [] : [h("span", { class: "muted" }, " with ", dataText(model))]),
    ];
    return folds.part(
      `exchange ${i}`,
      isWorthOpening(transcript),
      summary,
      () => drawExchange(transcript, actions),
      iconButton("go-to-file", `Open ${title} in Editor`, () =>
        actions.open({ kind: "value", path: transcript.path }),
      ),
    );
  });
}

/** A question and its answer stand in the detail anyway: what holds more is open from the start. */
function isWorthOpening({ messages }: Transcript): boolean {
  return messages.length > 2 || messages.some(({ parts }) => parts.some(({ kind }) => kind === "call"));
}

function drawExchange(transcript: Transcript, actions: PartActions): HTMLElement {
  const facts = transcript.facts.map(({ name, value }) => h("span", null, `${name} `, dataText(value)));
  const messages = drawMessages(transcript, actions);
  return facts.length === 0
    ? messages
    : h("div", null, h("div", { class: "talk-facts tn" }, ...facts), messages);
}

function drawMessages({ messages, left }: Transcript, actions: PartActions): HTMLElement {
  const list = h("div", { class: "talk-list", role: "list" });
  const drawn = (some: readonly TranscriptMessage[]) => some.map((message) => drawMessage(message, actions));
  const between = messages.slice(SHOWN_FIRST, messages.length - SHOWN_LAST);
  list.append(...drawn(messages.slice(0, SHOWN_FIRST)));
  if (between.length > 0) {
    const words = `Show ${between.length.toLocaleString()} messages between`;
    const button = h("button", { class: "link", type: "button" }, words);
    const gap = h("div", { class: "talk-gap", role: "listitem" }, button);
    button.addEventListener("click", () => {
      const [first, ...rest] = drawn(between);
      if (first === undefined) return;
      gap.replaceWith(first, ...rest);
      first.tabIndex = -1;
      first.focus();
    });
    list.append(gap);
  }
  list.append(...drawn(messages.slice(Math.max(SHOWN_FIRST, messages.length - SHOWN_LAST))));
  if (left > 0) {
    const words = `… ${left.toLocaleString()} more messages: open the transcript in the editor`;
    list.append(h("div", { class: "talk-gap muted", role: "listitem" }, words));
  }
  return list;
}

function drawMessage({ role, name, parts }: TranscriptMessage, actions: PartActions): HTMLElement {
  const head = h(
    "div",
    { class: "talk-head" },
    dataText(role, "talk-role"),
    name === null ? null : dataText(name, "muted mono"),
  );
  const content =
    parts.length === 0
      ? [h("div", { class: "muted" }, "nothing")]
      : parts.map((part) => drawPart(part, actions));
  return h("div", { class: `talk ${toneOf(role)}`, role: "listitem" }, head, ...content);
}

/** Who speaks, as far as it is told apart by more than the word. */
function toneOf(role: string): string {
  if (["assistant", "model", "gpt", "ai"].includes(role)) return "talk-model";
  return ["tool", "function", "tool_result"].includes(role) ? "talk-tool" : "";
}

function drawPart(part: TranscriptPart, actions: PartActions): HTMLElement {
  if (part.kind === "call" || part.kind === "value") {
    const isCall = part.kind === "call";
    const words = isCall ? part.name : part.label;
    const node = isCall ? part.args : part.node;
    return h(
      "div",
      { class: "talk-call" },
      h(
        "div",
        { class: "talk-head" },
        icon(isCall ? "tools" : "file"),
        isCall ? h("span", { class: "sr" }, "calls ") : null,
        dataText(words, "mono"),
        isCall && part.id !== null ? dataText(part.id, "muted mono clip") : null,
      ),
      drawJsonTree(isCall ? `Arguments of ${words}` : words, node, part.path, {
        load: actions.value,
        open: (path) => actions.open({ kind: "value", path }),
      }),
    );
  }
  const address = { kind: "value", path: part.path } as const;
  const block = foldedText(part.text, {
    load: (from) => actions.text(address, from),
    open: () => actions.open(address),
  });
  return part.kind === "text"
    ? block
    : h("div", { class: "talk-aside" }, h("span", { class: "muted" }, part.kind), block);
}
