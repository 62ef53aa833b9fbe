// Commands that note something about results: star, tags, a note, a name and corrections. Results themselves never change.
import { Problem } from "../core/problem.ts";
import type { NotesChange } from "../core/results/runNotes.ts";
import type { RunSummary } from "../core/run.ts";
import { toServiceResult } from "../core/services/serviceJson.ts";
import type { CommandLine } from "./arguments.ts";
import { atLeast, type CommandParts, exactly, printJson } from "./commandParts.ts";
import { inert } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

/** `star NAME… [--remove]` */
export async function starCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one result");
  const star = line.values.remove === undefined;
  await change(
    parts,
    line,
    line.names,
    { star },
    (names) => `${star ? "Starred" : "Took the star from"} ${names}.`,
  );
}

/** `tag NAME… --add T --remove T` */
export async function tagCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one result");
  const { add = [], remove = [] } = line.values;
  if (add.length + remove.length === 0) throw new Problem("badInput", "tag needs --add TAG or --remove TAG.");
  const blank = [...add, ...remove].some((tag) => tag.trim() === "");
  if (blank) throw new Problem("badInput", "A tag is a text that is not empty.");
  const wish = { addTags: add, removeTags: remove };
  await change(parts, line, line.names, wish, (_, runs) => runs.map(tagsText).join("\n"));
}

function tagsText({ name, tags }: RunSummary): string {
  return `${inert(name)}: ${tags.length === 0 ? "no tags" : tags.map((tag) => inert(tag)).join(", ")}.`;
}

/** `rename NAME NEWNAME` */
export async function renameCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 2, "the name of one result and its new name");
  const [name = "", newName = ""] = line.names;
  if (newName.trim() === "") throw new Problem("badInput", "The new name is empty.");
  const { id } = await resolveRun(parts.store, name);
  // Names tell results apart on the command line.
  if ((await parts.store.findByName(newName.trim())).some((other) => other.id !== id))
    throw new Problem("badInput", `Another result is named ${newName.trim()}; names tell results apart.`);
  await change(parts, line, [name], { name: newName }, (now) => `Renamed ${inert(name)} to ${now}.`);
}

/** `note NAME TEXT`; an empty text takes the note away. */
export async function noteCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 2, 'the name of one result and a text in quotes ("" takes the note away)');
  const [name = "", note = ""] = line.names;
  await change(parts, line, [name], { note }, (names, [run]) =>
    run?.note === "" ? `Took the note from ${names}.` : `Noted on ${names}: ${inert(run?.note ?? "", 200)}.`,
  );
}

/** `correct NAME --model … --dataset … --metric …`; an empty text brings back what was imported. */
export async function correctCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const { model, dataset, metric } = line.values;
  const given = { model, dataset, metric };
  const wish = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(wish).length === 0)
    throw new Problem("badInput", "correct needs --model, --dataset or --metric.");
  await change(
    parts,
    line,
    line.names,
    wish,
    (names, runs) => `${names} now has ${runs.map(factsText).join("")}.`,
  );
}

function factsText({ model, dataset, metric }: RunSummary): string {
  const facts = { model, dataset, metric };
  return Object.entries(facts)
    .map(([fact, value]) => `${fact} ${value === null ? "none" : inert(value)}`)
    .join(", ");
}

/** Changes the named results' notes and says so, in the service's names or in one line. */
async function change(
  parts: CommandParts,
  line: CommandLine,
  names: readonly string[],
  wish: NotesChange,
  said: (names: string, runs: readonly RunSummary[]) => string,
): Promise<void> {
  const named = await Promise.all(names.map((name) => resolveRun(parts.store, name)));
  const ids = [...new Set(named.map((run) => run.id))];
  await parts.engine.annotate({ ids, change: wish });
  const runs = await parts.store.summaries(ids);
  if (line.values.json) return printJson(parts, { data: runs.map((run) => toServiceResult(run)) });
  parts.print(`${said(runs.map((run) => inert(run.name)).join(", "), runs)}\n`);
}
