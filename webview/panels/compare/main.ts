// The compare panel's entry: connects to the host and shows what it sends.
import { connect } from "../../../src/protocol/channel.ts";
import type { CompareContract, CompareView } from "../../../src/protocol/comparePanel.ts";
import { hostTransport, reportCrashes } from "../../shared/host.ts";
import { newestOnly, openPanel } from "../../shared/openPanel.ts";
import { CompareHost } from "./compareHost.ts";
import { ComparePanel } from "./view.ts";
import "./style.css";

const host = new CompareHost(connect<CompareContract>(hostTransport()));
reportCrashes((message) => host.reportCrash(message));

const root = document.createElement("main");
root.className = "panel";
document.body.append(root);

let panel: ComparePanel | null = null;
const show = newestOnly((view: CompareView) => {
  panel ??= new ComparePanel(root, host, view);
  panel.update(view);
});

host.onView(show);
host.onGone(() => panel?.markGone());
host.onCommand(({ name }) => panel?.run(name));
host.onSaveAsked(() => panel?.save());
void openPanel({
  root,
  failedHeadline: "These runs could not be compared",
  ready: () => host.ready(),
  isShown: () => panel !== null,
  show,
});
