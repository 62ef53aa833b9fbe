// Commands that look after the store: what lies in the trash, what is damaged, and what can be mended.

import { Problem } from "../core/problem.ts";
import type { RunId } from "../core/run.ts";
import type { StoreFinding, StoreReport, TrashedRun } from "../core/runStore.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { type CommandLine, limitFlag } from "./arguments.ts";
import { type CommandParts, printJson } from "./commandParts.ts";
import { inert, table } from "./render.ts";
import { resolveTrashed } from "./resolveRun.ts";

const LOCALE = "en-US";

export async function trashCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  const [action, ...names] = line.names;
  if (action === "restore" && names.length > 0) return restoreNamed(parts, names, line.values.json === true);
  if (action === "list" && names.length === 0) return listTrash(parts, line);
  if (action === "empty" && names.length === 0) return emptyTrash(parts, line);
  throw new Problem("badInput", "trash takes list, restore with names, or empty.");
}

/** Restores deleted results by name or id. */
export async function restoreNamed(
  parts: CommandParts,
  names: readonly string[],
  isJson: boolean,
): Promise<void> {
  const runs = await Promise.all(names.map((name) => resolveTrashed(parts.engine, name)));
  await parts.engine.restore([...new Set<RunId>(runs.map((run) => run.id))]);
  if (isJson) printJson(parts, { restored: runs.map(({ id, name }) => ({ id, name })) });
  else parts.print(`Restored ${runs.map((run) => inert(run.name)).join(", ")}.\n`);
}

async function listTrash(parts: CommandParts, line: CommandLine): Promise<void> {
  const runs = await parts.engine.trash();
  if (line.values.json) return printJson(parts, { data: runs.map(toJson) });
  if (runs.length === 0) return parts.print("The trash is empty.\n");
  const rows = runs.map((run) => [
    inert(run.name),
    new Date(run.deletedAtMs).toISOString(),
    formatCount(run.sizeBytes, LOCALE),
    run.id,
  ]);
  parts.print(table(["NAME", "DELETED", "BYTES", "ID"], rows, [2]));
}

/** Without --yes it only says what would go. */
async function emptyTrash(parts: CommandParts, line: CommandLine): Promise<void> {
  const limits = {
    maxAgeDays: limitFlag(line.values, "max-age-days"),
    maxSizeMB: limitFlag(line.values, "max-size-mb"),
  };
  const hasLimits = limits.maxAgeDays !== null || limits.maxSizeMB !== null;
  const isSure = line.values.yes === true;
  const preview = hasLimits ? await parts.engine.expired(limits) : await parts.engine.trash();
  const removed = isSure ? await (hasLimits ? tidied(parts, limits) : parts.engine.emptyTrash()) : preview;
  const runs = removed.map(toJson);
  if (line.values.json) return printJson(parts, isSure ? { removed: runs } : { would_remove: runs });
  if (removed.length === 0) return parts.print("Nothing in the trash to remove.\n");
  const bytes = removed.reduce((sum, run) => sum + run.sizeBytes, 0);
  const names = removed.map((run) => inert(run.name)).join(", ");
  const size = `${formatCount(bytes, LOCALE)} bytes`;
  parts.print(
    isSure
      ? `Removed for good: ${names}; ${size}.\n`
      : `Would remove for good: ${names}; ${size}. Add --yes to do it.\n`,
  );
}

async function tidied(
  parts: CommandParts,
  limits: Parameters<CommandParts["engine"]["tidy"]>[0],
): Promise<readonly TrashedRun[]> {
  return (await parts.engine.tidy(limits)).trashed;
}

function toJson({ id, name, deletedAtMs, sizeBytes }: TrashedRun) {
  return { id, name, deleted_at: new Date(deletedAtMs).toISOString(), size_bytes: sizeBytes };
}

/** Prints the report; problems that stay end it with a sentence, so that a script notices. */
export async function doctorCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  if (line.names.length > 0) throw new Problem("badInput", "doctor takes no names.");
  const report = await parts.engine.check(line.values.repair === true, parts.signal);
  if (line.values.json) printJson(parts, toJsonReport(report));
  else parts.print(renderReport(report));
  const problems = report.findings.filter((finding) => finding.severity === "problem").length;
  if (problems > 0)
    throw new Problem(
      "damaged",
      `${problems} ${problems === 1 ? "problem" : "problems"} found. Damaged results stay where they are; import them again from their files.`,
    );
}

function toJsonReport(report: StoreReport) {
  const plain = ({ place, message, severity, canRepair }: StoreFinding) => ({
    place,
    message,
    severity,
    can_repair: canRepair,
  });
  return {
    runs: report.runs,
    findings: report.findings.map(plain),
    repaired: report.repaired.map(plain),
  };
}

function renderReport({ runs, findings, repaired }: StoreReport): string {
  const text = ({ place, message }: StoreFinding): string => `${inert(place, 120)}: ${inert(message, 300)}`;
  const lines = [
    ...repaired.map((finding) => `repaired  ${text(finding)}`),
    ...findings.map(
      (finding) =>
        `${finding.severity.padEnd(8)}  ${text(finding)}${finding.canRepair ? " (--repair mends it)" : ""}`,
    ),
    `${formatCount(runs, LOCALE)} ${runs === 1 ? "result" : "results"} checked${findings.length === 0 ? ", all whole" : ""}.`,
  ];
  return `${lines.join("\n")}\n`;
}
