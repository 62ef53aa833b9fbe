// The playground's own page: chooses panel, scenario, theme and width, and shows what the panel asked of the host.
import { MANY } from "./manyScenarios.ts";
import { COMPARISONS, RESULTS } from "./scenarios.ts";

const THEMES = ["dark-modern", "light-modern", "hc-dark", "hc-light"];
const WIDTHS = ["full", "1200", "900", "640", "420"];

function select(label: string, values: readonly string[], changed: () => void): HTMLSelectElement {
  const element = document.createElement("select");
  for (const value of values) element.add(new Option(value, value));
  element.addEventListener("change", changed);
  const wrap = document.createElement("label");
  wrap.append(`${label} `, element);
  bar.append(wrap);
  return element;
}

const bar = document.createElement("nav");
const frame = document.createElement("iframe");
const log = document.createElement("output");
frame.title = "Panel";
document.body.append(bar, frame, log);

const panel = select("panel", ["result", "compare", "compareMany"], () => {
  listScenarios();
  open();
});
const scenario = select("scenario", [], () => open());
const theme = select("theme", THEMES, () => {
  frame.contentWindow?.postMessage({ theme: theme.value }, location.origin);
  remember();
});
const width = select("width", WIDTHS, () => {
  frame.style.width = width.value === "full" ? "100%" : `${width.value}px`;
});

function listScenarios(): void {
  scenario.replaceChildren();
  for (const name of Object.keys(
    { result: RESULTS, compare: COMPARISONS, compareMany: MANY }[panel.value] ?? RESULTS,
  ))
    scenario.add(new Option(name, name));
}

function remember(): URLSearchParams {
  const query = new URLSearchParams({ panel: panel.value, scenario: scenario.value, theme: theme.value });
  history.replaceState(null, "", `?${query}`);
  return query;
}

function open(): void {
  frame.src = `panel-${panel.value}.html?${remember()}`;
  log.textContent = "";
}

window.addEventListener("message", (event: MessageEvent<{ playground?: string }>) => {
  if (typeof event.data?.playground === "string")
    log.textContent = `host was asked: ${event.data.playground}`;
});

const asked = new URLSearchParams(location.search);
panel.value = asked.get("panel") ?? "result";
listScenarios();
scenario.value = asked.get("scenario") ?? "usual";
theme.value = asked.get("theme") ?? "dark-modern";
open();
