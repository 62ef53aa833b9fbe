// The only import of the UI toolkit, which is archived upstream: replacing it means replacing this file.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeProgressRing } from "@vscode/webview-ui-toolkit";
import { h, icon } from "./dom.ts";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());

/** A button with words, and an icon before them. `isCompact`: the words go in a narrow panel. */
export function actionButton(options: {
  readonly label: string;
  readonly icon?: string;
  readonly isPrimary?: boolean;
  readonly isCompact?: boolean;
  readonly click: () => void;
}): HTMLElement {
  return h(
    "vscode-button",
    {
      class: options.isCompact === true ? "action compact" : "action",
      appearance: options.isPrimary === true ? "primary" : "secondary",
      "aria-label": options.label,
      on: { click: options.click },
    },
    options.icon === undefined ? null : icon(options.icon),
    h("span", { class: "lbl" }, options.label),
  );
}

/** The spinning ring for work of unknown length. */
export function progressRing(): HTMLElement {
  return h("vscode-progress-ring", { role: "presentation" });
}
