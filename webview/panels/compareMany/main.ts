// The entry of the panel of several runs: connects to the host and shows what it sends.
import { connect } from "../../../src/protocol/channel.ts";
import type { ManyContract, ManyView } from "../../../src/protocol/manyPanel.ts";
import { hostTransport, reportCrashes } from "../../shared/host.ts";
import { newestOnly, openPanel } from "../../shared/openPanel.ts";
import { ManyHost } from "./manyHost.ts";
import { ManyPanel } from "./view.ts";
import "./style.css";

const host = new ManyHost(connect<ManyContract>(hostTransport()));
reportCrashes((message) => host.reportCrash(message));

const root = document.createElement("main");
root.className = "panel";
document.body.append(root);

let panel: ManyPanel | null = null;
const show = newestOnly((view: ManyView) => {
  panel ??= new ManyPanel(root, host, view);
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
