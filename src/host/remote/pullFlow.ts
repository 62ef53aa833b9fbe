// Brings results of services into the store, with progress and cancel. Whoever opens, compares or exports one works on its
// stored copy.
import * as vscode from "vscode";
import { Problem } from "../../core/problem.ts";
import { totalRows } from "../../core/results/treeNodes.ts";
import type { RunSummary } from "../../core/run.ts";
import type { ListedRemote, PullOutcome, PullProgress } from "../../core/services/evalSource.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import { inert } from "../plainText.ts";
import type { Services } from "./services.ts";

const n = (count: number): string => formatCount(count, vscode.env.language);

/** The stored copies of results, in their order. A current copy is taken as it is; the others are pulled first. */
export async function storedCopies(
  services: Services,
  remotes: readonly ListedRemote[],
): Promise<readonly RunSummary[]> {
  const known = await Promise.all(remotes.map((remote) => currentCopy(services, remote)));
  const missing = remotes.filter((_, i) => known[i] === null);
  const outcomes = missing.length === 0 ? [] : await pull(services, missing);
  for (const outcome of outcomes) if (outcome.kind === "failed") throw failed(outcome);
  return remotes.flatMap((remote, i) => {
    const outcome = outcomes.find(({ ref }) => isSameRef(ref, remote.remote));
    return known[i] ?? (outcome === undefined || outcome.kind === "failed" ? [] : outcome.run);
  });
}

async function currentCopy({ parts }: Services, { copy }: ListedRemote): Promise<RunSummary | null> {
  if (copy?.isCurrent !== true) return null;
  // It may have been deleted this moment: then it is pulled again.
  return parts.store.call("run", { id: copy.id }).catch(() => null);
}

/** Pulls results and says what became of them; for the command that does nothing else. */
export async function pullAndTell(
  services: Services,
  remotes: readonly ListedRemote[],
  open: (run: RunSummary) => void,
): Promise<void> {
  if (remotes.length === 0) return;
  const outcomes = await pull(services, remotes);
  const pulled = outcomes.flatMap((outcome) => (outcome.kind === "pulled" ? outcome.run : []));
  const unchanged = outcomes.flatMap((outcome) => (outcome.kind === "unchanged" ? outcome.run : []));
  const said = [
    ...(pulled.length === 0 ? [] : [`Pulled ${nameOrCount(pulled)}, ${n(totalRows(pulled))} rows.`]),
    ...(unchanged.length === 0
      ? []
      : [`Already pulled: ${nameOrCount(unchanged)} did not change on the service.`]),
  ];
  const [only, second] = [...pulled, ...unchanged];
  if (said.length > 0)
    services.parts.report.run(async () => {
      const actions = only !== undefined && second === undefined ? ["Open Result"] : [];
      const choice = await vscode.window.showInformationMessage(said.join(" "), ...actions);
      if (choice === "Open Result" && only !== undefined) open(only);
    });
  for (const outcome of outcomes) if (outcome.kind === "failed") services.parts.report.show(failed(outcome));
}

function nameOrCount(runs: readonly RunSummary[]): string {
  return runs.length === 1 ? (runs[0]?.name ?? "") : `${n(runs.length)} results`;
}

/** Pulls, marks the results as pulled, and says where the service's figures are not met. Cancelling throws. */
async function pull(services: Services, remotes: readonly ListedRemote[]): Promise<readonly PullOutcome[]> {
  const { store } = services.parts;
  store.checkWritable();
  const call = await services.engine();
  const what = remotes.length === 1 ? (remotes[0]?.name ?? "") : `${n(remotes.length)} results`;
  const outcomes = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Pulling ${inert(what)}`, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const bar = new PullBar(remotes.length);
      return call(
        "pull",
        { refs: remotes.map(({ remote }) => remote) },
        {
          signal: controller.signal,
          onProgress: (value) => progress.report(bar.next(value as PullProgress)),
        },
      );
    },
  );
  for (const outcome of outcomes) {
    if (outcome.kind === "failed") continue;
    services.lists.markPulled(outcome.ref, { id: outcome.run.id, isCurrent: true });
    if (outcome.kind === "pulled") tellDifferences(outcome);
  }
  store.notify();
  return outcomes;
}

/** Turns how far each result is into the steps of one bar. */
class PullBar {
  private reached = 0;

  constructor(private readonly results: number) {}

  next({ index, name, rows, expectedRows }: PullProgress): { message: string; increment: number } {
    const share = expectedRows === null || expectedRows === 0 ? 0 : Math.min(1, rows / expectedRows);
    const now = (100 * (index + share)) / this.results;
    const increment = Math.max(0, now - this.reached);
    this.reached += increment;
    const count = expectedRows === null ? `${n(rows)} rows` : `${n(rows)} of ${n(expectedRows)} rows`;
    const which = this.results === 1 ? "" : `${inert(name)}: `;
    return { message: `${which}${count}`, increment };
  }
}

function tellDifferences({ run, differences }: Extract<PullOutcome, { kind: "pulled" }>): void {
  const [first] = differences;
  if (first === undefined) return;
  const { score, statistic, given, ours } = first;
  const more = differences.length === 1 ? "" : ` ${n(differences.length - 1)} more of its figures differ.`;
  void vscode.window.showWarningMessage(
    `${run.name}: the service gives ${statistic} ${given} for ${score}, its rows give ${ours ?? "none"}.${more} The copy shows what its rows give.`,
  );
}

function failed({ message }: Extract<PullOutcome, { kind: "failed" }>): Problem {
  return new Problem("unreadable", message);
}

function isSameRef(a: ListedRemote["remote"], b: ListedRemote["remote"]): boolean {
  return a.connection === b.connection && a.workspace === b.workspace && a.name === b.name;
}
