// The result panel's entry: connects to the host and shows what it sends.
import { connect } from "../../../src/protocol/channel.ts";
import type { ResultContract } from "../../../src/protocol/resultPanel.ts";
import { hostTransport, reportCrashes } from "../../shared/host.ts";
import { newestOnly, openPanel } from "../../shared/openPanel.ts";
import { ResultHost } from "./resultHost.ts";
import { ResultPanel } from "./view.ts";
import "./style.css";

const host = new ResultHost(connect<ResultContract>(hostTransport()));
reportCrashes((message) => host.reportCrash(message));

const root = document.createElement("main");
root.className = "panel";
document.body.append(root);

let panel: ResultPanel | null = null;
const show = newestOnly((view: Parameters<ResultPanel["update"]>[0]) => {
  panel ??= new ResultPanel(root, host);
  panel.update(view);
});

/** A row that someone outside asked for, such as by a link; asked for again once the panel is there. */
const showWantedRow = async (): Promise<void> => {
  if (panel === null) return;
  const row = await host.takeRow();
  if (row !== null) panel.showRow(row);
};

host.onView(show);
host.onOthers(() => panel?.noteOthers());
host.onGone(() => panel?.markGone());
host.onRowWanted(() => void showWantedRow());
host.onCommand((command) => panel?.run(command));
void openPanel({
  root,
  failedHeadline: "This result could not be opened",
  ready: () => host.ready(),
  isShown: () => panel !== null,
  show: (view) => {
    show(view);
    void showWantedRow();
  },
});
