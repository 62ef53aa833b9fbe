// Quick picks over the stored results, for commands that start from the palette. One asks the finder with every key, so
// that all results are within reach; several are ticked in a plain list.
import * as vscode from "vscode";
import { runDescription } from "../core/results/nodeTexts.ts";
import type { FindResult } from "../core/results/resultQuery.ts";
import type { RunId, RunSummary } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { Lifetime } from "../util/lifetime.ts";
import { inert } from "./plainText.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** More results than this are not worth a flat list. */
const MAX_LISTED = 1000;
/** What a person looks through before typing another letter. */
const MAX_FOUND = 100;
/** Keys come in bursts: only the last of one is asked for. */
const SETTLE_MS = 40;

export interface RunItem extends vscode.QuickPickItem {
  readonly run: RunSummary;
}

/** A button on every result of a pick. */
export interface RunButton extends vscode.QuickInputButton {
  readonly press: (run: RunSummary) => void;
}

export interface FindOptions {
  readonly title: string;
  readonly except?: readonly RunId[];
  readonly buttons?: readonly RunButton[];
}

function toItem(run: RunSummary, buttons: readonly RunButton[] = []): RunItem {
  const icon = run.starred ? "$(star-full) " : "";
  const tags = run.tags.map((tag) => `#${tag}`).join(" ");
  return {
    label: run.name,
    description: [`${icon}${inert(runDescription(run, vscode.env.language))}`, inert(tags)].join("  ").trim(),
    alwaysShow: true,
    buttons: [...buttons],
    run,
  };
}

/** One result; `null` when the person turns away or there is none. */
export function pickRun(
  store: WorkspaceStore,
  title: string,
  ...except: readonly RunId[]
): Promise<RunSummary | null> {
  return findRun(store, { title, except });
}

/** One result of all there are, by what is typed: parts of its name, and words such as `model:llama`. */
export function findRun(
  store: WorkspaceStore,
  { title, except = [], buttons = [] }: FindOptions,
): Promise<RunSummary | null> {
  const life = new Lifetime();
  const pick = life.own(vscode.window.createQuickPick<RunItem>());
  pick.title = title;
  pick.placeholder = "Name, or model:llama dataset:qa metric:f1 tag:release score:accuracy";
  const show = ({ runs, total }: FindResult): void => {
    pick.items = runs.filter(({ id }) => !except.includes(id)).map((run) => toItem(run, buttons));
    const n = (count: number): string => formatCount(count, vscode.env.language);
    pick.title = total > runs.length ? `${title} (${n(runs.length)} of ${n(total)})` : title;
  };
  const failed = (error: unknown): void => {
    pick.items = [];
    pick.title = `${title}: ${error instanceof Error ? error.message : String(error)}`;
  };
  life.own(askingOnKeys(pick, (text) => store.call("find", { text, limit: MAX_FOUND }), show, failed));
  life.own(
    pick.onDidTriggerItemButton(({ item, button }) => {
      pick.hide();
      buttons.find((one) => one.tooltip === button.tooltip)?.press(item.run);
    }),
  );
  return new Promise((resolve) => {
    life.own(
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.run ?? null);
        pick.hide();
      }),
    );
    life.own(
      pick.onDidHide(() => {
        resolve(null);
        life.dispose();
      }),
    );
    pick.show();
  });
}

/** Asks at once and after every burst of keys. Only the newest answer is shown: an older one may come later. */
function askingOnKeys<T>(
  pick: vscode.QuickPick<RunItem>,
  ask: (text: string) => Promise<T>,
  show: (answer: T) => void,
  failed: (error: unknown) => void,
): vscode.Disposable {
  let newest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = (): void => {
    const asked = ++newest;
    pick.busy = true;
    ask(pick.value)
      .then(
        (answer) => asked === newest && show(answer),
        (error: unknown) => asked === newest && failed(error),
      )
      .finally(() => {
        if (asked === newest) pick.busy = false;
      });
  };
  const keys = pick.onDidChangeValue(() => {
    clearTimeout(timer);
    timer = setTimeout(go, SETTLE_MS);
  });
  go();
  return {
    dispose: () => {
      newest = -1;
      clearTimeout(timer);
      keys.dispose();
    },
  };
}

/** Any number of results. */
export async function pickRuns(store: WorkspaceStore, title: string): Promise<readonly RunSummary[]> {
  const { runs } = await store.call("list", { page: 1, pageSize: MAX_LISTED });
  const picked = await vscode.window.showQuickPick(
    runs.map((run) => toItem(run)).map((item) => ({ ...item, alwaysShow: false })),
    { title, canPickMany: true, matchOnDescription: true },
  );
  return picked?.map(({ run }) => run) ?? [];
}
