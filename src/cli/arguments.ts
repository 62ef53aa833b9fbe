// The command line as typed: which command, its names and its flags. Bad use is one sentence.
import { parseArgs } from "node:util";
import { Problem } from "../core/problem.ts";
import { COMMANDS, COMMON, type Flag, OPTIONS } from "./commandFlags.ts";
import { isSourceFlag, SOURCE_HELP } from "./sourceFlags.ts";

export type Values = ReturnType<typeof parse>["values"];

export interface CommandLine {
  /** `null` when help or the version is asked for. */
  readonly command: string | null;
  readonly names: readonly string[];
  readonly values: Values;
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
}

/** Reads the arguments behind the program's name. Throws a `badInput` Problem for what no command knows. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parsed(argv);
  const [command, ...names] = positionals;
  if (values.help || values.version || command === undefined) return { command: null, names, values };
  const own = COMMANDS[command];
  if (own === undefined)
    throw new Problem(
      "badInput",
      `There is no command ${command}. Commands: ${Object.keys(COMMANDS).join(", ")}.`,
    );
  for (const flag of Object.keys(values) as Flag[])
    if (!COMMON.includes(flag) && !own.includes(flag) && !isSourceFlag(command, flag))
      throw new Problem("badInput", `${command} has no flag --${flag}.`);
  return { command, names, values };
}

function parsed(argv: readonly string[]) {
  try {
    return parse(withBareRemove(withSortFields(argv)));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // Node explains over several sentences and lines; the first says what is wrong.
    const first = text.split(/\.\s/)[0] ?? text;
    throw new Problem("badInput", `${first}. Run eval-results --help for the flags.`, { cause: error });
  }
}

/** `--sort -score` as `--sort=-score`: Node takes a word with a leading dash for a flag. */
function withSortFields(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    const next = argv[i + 1] ?? "";
    const isField = word === "--sort" && /^-[^-]/.test(next) && (end === -1 || i < end);
    words.push(isField ? `--sort=${next}` : word);
    if (isField) i++;
  }
  return words;
}

/** `star NAME --remove` and `exclude NAME ROW --remove` take no value, where `tag NAME --remove T` does. */
function withBareRemove(argv: readonly string[]): readonly string[] {
  const command = argv.find((word) => Object.hasOwn(COMMANDS, word));
  return command === "star" || command === "exclude"
    ? argv.map((word) => (word === "--remove" ? "--remove=it" : word))
    : argv;
}

/** A limit of at least 0 from a flag; `null` without it. */
export function limitFlag(values: Values, flag: "max-age-days" | "max-size-mb"): number | null {
  const text = values[flag];
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new Problem("badInput", `--${flag} takes a number of at least 0, not ${text}.`);
  return value;
}

/** A whole number of at least 1 from a flag. */
export function countFlag(values: Values, flag: "page" | "page-size", fallback: number, max: number): number {
  const text = values[flag];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new Problem("badInput", `--${flag} takes a whole number from 1 to ${max}, not ${text}.`);
  return value;
}

export const HELP = `eval-results: results of language model evaluations, stored and compared row by row

  eval-results import PATH…   [--format F] [--name N] [--model R] [--dataset R] [--metric R] [--created-at T]
                              [--label K=V]…  plain JSONL and CSV: [--score COL]… [--input COL]… [--output COL]
                              [--expected COL] [--error COL] [--measure latency_s=COL]…
  eval-results list           [--filter JSON] [--search JSON] [--sort FIELD] [--aggregate-fields A,B]
                              [--page N] [--page-size N] [--all] [--errors-as-zero]
  eval-results show NAME      [--errors-as-zero] [--pass-at K] [--slices FIELD]…
  eval-results star NAME…     [--remove]
  eval-results tag NAME…      [--add TAG]… [--remove TAG]…
  eval-results rename NAME NEWNAME
  eval-results note NAME TEXT                         "" takes the note away
  eval-results correct NAME   [--model R] [--dataset R] [--metric R]   "" brings back what was imported
  eval-results rows NAME      [--filter JSON] [--search TEXT] [--sort FIELD] [--page N] [--page-size N]
                              FIELD: row_index, output, item.X, meta:X, a score; a leading - reverses
  eval-results exclude NAME ROW… --reason TEXT [--all-trials]     --remove counts them again
  eval-results note-row NAME ROW TEXT                 "" takes the note away
  eval-results where NAME ROW                         the same item in other results
                              ROW: row_index as rows prints it, from 0
  eval-results compare BASE CANDIDATE… [--score S]… [--test T] [--level L] [--seed N] [--cluster FIELD] [--errors-as-zero]
                              [--key FIELD]… [--join content|service] [--map A=B]… [--with-excluded]
                              [--rows regressed|improved|unmatched|excluded]
  eval-results compare --view NAME   a saved comparison; the same flags but --key, --join and --map
                              [--gate RULE]… [--require non-inferior] [--slices FIELD]… [--pass-at K] [--drift]
                              [--interval auto|bootstrap-percentile|bootstrap-bca]
                              T: auto, mcnemar, mcnemar-midp, wilcoxon, wilcoxon-pratt, paired-t, permutation
  eval-results baseline       shows what is pinned;  baseline NAME pins;  baseline [NAME] --clear unpins
  eval-results export NAME    --format csv|jsonl [--out FILE] [--raw-cells]
  eval-results export BASE CANDIDATE… --format csv|jsonl [--out FILE] [--raw-cells] [--key FIELD]… [--map A=B]…
                              [--with-excluded]
  eval-results delete NAME…
  eval-results restore NAME…
  eval-results trash list | restore NAME… | empty [--max-age-days N] [--max-size-mb N] [--yes]
  eval-results doctor         [--repair]              reads every byte; repairs what is only a cache or a rest
  eval-results explain [NAME…]                        how a statistic is defined, such as mean or percentile; all without NAME

Every command takes --store DIR (default: the nearest .eval-results, from this folder upwards) and --json.
NAME is a result's name or id. Formats to import: nemo-rows, lm-eval-samples, weave-rows, jsonl, csv; found by themselves.
metrics.json beside the store's results sets directions, units, formats and the primary score.
--key joins by item fields, --join service by Weave's row digest; --map A=B compares score A of the base with B of the candidate.
--with-excluded counts rows that were excluded; without it comparisons leave them out and say how many.
--errors-as-zero counts errored rows as 0, or as errorValue in metrics.json; JSON always has both.
--filter and --search take the service's JSON: {"model":"w/m"}, {"name":{"$like":"qa"}}, {"tags":"release"},
{"created_at":{"$gte":"2026-01-01"}}, {"$or":[…]}, {"$not":{…}}; operators $eq $like $lt $lte $gt $gte $in $nin. A bare
text is exact in a filter, a part in a search. Rows are filtered alike: {"f1":{"$lt":0.5},"item.topic":"billing",
"error":true}; $like, $regex, $eq, $lt … on fields, $state on scores; meta:X is what a row's record says beside the item,
and dots go into objects (source.page), for --slices too; --search finds a text anywhere in a row. list sorts by created_at, updated_at, name or a score's statistic such as
scores.accuracy.mean; a leading - reverses.
--raw-cells leaves CSV texts that start with = + - @ as they are; without it they get a leading apostrophe.
--gate SCORE>=-0.02 lets a score fall by at most 0.02, --gate SCORE<=5% lets it rise by 5 % of the base;
SCORE.coverage>=0.98, errors<=1%, SCORE.errors<=1% and inputs=identical are of the candidate's rows.
Exit codes: 0 fine, 1 a gate fails, 2 bad use or input (one line on stderr says what).
${SOURCE_HELP}`;
