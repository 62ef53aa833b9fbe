// What the runs of a comparison were joined by, and the way to the other join.
import type { JoinReport } from "../../src/core/compare/compareTypes.ts";
import { joinedBy, serviceDigest } from "../../src/core/compare/inputText.ts";
import type { JoinBy, JoinChoice } from "../../src/core/compare/joinChoice.ts";
import { dataText, h } from "../shared/dom.ts";

/** The text with a link to each other join without key fields. */
export function drawJoinedBy(
  join: Pick<JoinReport, "keys" | "service">,
  joinBy: (choice: JoinChoice) => void,
): HTMLElement {
  const { keys, service } = join;
  const isByService = keys.length === 0 && service?.isUsed === true;
  if (keys.length === 0 && service === undefined)
    return h("span", { class: "muted hide-n" }, "Joined by content digest");
  const way = (name: string, by: JoinChoice["by"]): HTMLElement =>
    h("button", { class: "link", type: "button", on: { click: () => joinBy({ keys: [], by }) } }, name);
  const isByContent = keys.length === 0 && !isByService;
  return h(
    "span",
    null,
    "Joined by ",
    isByContent ? "content digest" : dataText(joinedBy(join)),
    ...(isByContent ? [] : [" ", way("Join by Content", "content")]),
    ...(service === undefined || isByService
      ? []
      : [" ", way(`Join by ${serviceDigest(service)}`, "service")]),
  );
}

/** What a page keeps of it for the host: the usual join of runs of one service needs no word. */
export function keptJoin({ service }: Pick<JoinReport, "service">): Readonly<Record<string, string>> {
  return service?.isUsed === false ? { by: "content" satisfies JoinBy } : {};
}
