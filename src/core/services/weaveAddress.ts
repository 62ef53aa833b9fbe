// Names of things in Weave: its refs, addresses of its pages, and what a person may paste to name an evaluation run. All of
// it comes from outside: only parts that are names are taken, and each is percent-encoded on its way into an address.

/** The page that shows what the public service holds. */
const PUBLIC_SERVICE = "https://trace.wandb.ai";
const PUBLIC_PAGES = "https://wandb.ai";
const MAX_LENGTH = 2_000;

/** An object's name and version, or a call. */
export interface WeaveRef {
  /** `entity/project`. */
  readonly project: string;
  readonly kind: "object" | "call" | "op" | "table";
  /** The object's name; for calls and tables their id. */
  readonly name: string;
  /** The object's version; `null` for calls and tables. */
  readonly digest: string | null;
}

/** Reads `weave:///entity/project/object/Name:digest`, whatever follows it; `null` for anything else, `""` too. */
export function weaveRef(text: string): WeaveRef | null {
  const match = /^weave:\/\/\/([^/]+)\/([^/]+)\/(object|op|call|table)\/([^/:]+)(?::([^/]+))?(?:\/|$)/.exec(
    text,
  );
  if (match === null) return null;
  const [, entity = "", project = "", kind = "", name = "", digest = null] = match;
  return {
    project: `${plain(entity)}/${plain(project)}`,
    kind: kind as WeaveRef["kind"],
    name: plain(name),
    digest,
  };
}

/** A run that a person named. */
export interface WeaveRunName {
  /** `entity/project`; `null` where only the id was given. */
  readonly project: string | null;
  readonly id: string;
}

/**
 * Reads what was pasted: a call's id, `entity/project/ID`, a `weave:///` ref of a call, or the address of a call's page, also
 * where it is shown beside another page. A text instead says in one sentence why it is none.
 */
export function weaveRunName(pasted: string): WeaveRunName | string {
  const text = pasted.trim();
  if (text === "") return "Paste a run's id, or the address of its page.";
  if (text.length > MAX_LENGTH) return "This is too long for the address of a run.";
  const ref = weaveRef(text);
  if (ref !== null) return ref.kind === "call" ? named(ref.project, ref.name) : NO_CALL;
  if (/^https?:/i.test(text)) return fromPage(text);
  if (isId(text)) return { project: null, id: text };
  const [entity, project, id, ...more] = text.split("/");
  return entity && project && id && more.length === 0 ? named(`${entity}/${project}`, id) : NO_NAME;
}

const NO_CALL = "This names no run: open the evaluation's run in Weave and copy the address of that page.";
const NO_NAME = "This is neither a run's id nor the address of its page.";

function fromPage(text: string): WeaveRunName | string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "This is no address.";
  }
  // What is shown beside a list stands in a parameter, as the address that it would have itself.
  const beside = url.searchParams.get("peekPath");
  for (const path of [...(beside === null ? [] : [beside]), url.pathname]) {
    const match =
      /^\/([^/]+)\/([^/]+)\/(?:weave\/|r\/)?calls?\/([^/?#]+)/.exec(path) ??
      /^\/([^/]+)\/([^/]+)\/weave\/(?:evaluations|traces)\/([^/?#]+)/.exec(path);
    if (match !== null) return named(`${plain(match[1] ?? "")}/${plain(match[2] ?? "")}`, match[3] ?? "");
  }
  return NO_CALL;
}

function named(project: string, id: string): WeaveRunName | string {
  const ownId = plain(id);
  return isId(ownId) && isProject(project) ? { project, id: ownId } : NO_NAME;
}

/** An evaluation that a person named. */
export interface PastedEvaluation {
  /** `entity/project`; `null` where only the name was given. */
  readonly project: string | null;
  readonly name: string;
  /** `null`: all of its versions. */
  readonly digest: string | null;
}

/**
 * Reads what was pasted to name an evaluation: its name, also as `NAME:VERSION`, its ref, or the address of its page. A text
 * instead says in one sentence why it is none.
 */
export function weaveEvaluationName(pasted: string): PastedEvaluation | string {
  const text = pasted.trim();
  if (text === "") return "Write an evaluation's name, or paste its ref or the address of its page.";
  if (text.length > MAX_LENGTH) return "This is too long for an evaluation.";
  const ref = weaveRef(text);
  if (ref !== null) return ref.kind === "object" ? checkedEvaluation(ref) : NO_EVALUATION;
  if (/^https?:/i.test(text)) return evaluationOnPage(text);
  const [, name = "", digest = null] = /^([^\s/:]+)(?::([^\s/:]+))?$/.exec(text) ?? [];
  return checkedEvaluation({ project: null, name, digest });
}

const NO_EVALUATION = "This names no evaluation: its ref and the address of its page name an object.";

function evaluationOnPage(text: string): PastedEvaluation | string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "This is no address.";
  }
  const beside = url.searchParams.get("peekPath");
  for (const path of [...(beside === null ? [] : [beside]), url.pathname]) {
    const match =
      /^\/([^/]+)\/([^/]+)\/(?:weave\/)?(?:objects|evaluations)\/([^/?#]+)(?:\/versions\/([^/?#]+))?/.exec(
        path,
      );
    if (match === null) continue;
    const [, entity = "", project = "", name = "", digest = null] = match;
    return checkedEvaluation({ project: `${plain(entity)}/${plain(project)}`, name: plain(name), digest });
  }
  return NO_EVALUATION;
}

/** Names of objects are letters, digits and a few signs: none of them leads a path elsewhere. */
function checkedEvaluation({ project, name, digest }: PastedEvaluation): PastedEvaluation | string {
  const isName = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,199}$/u.test(name) && !name.includes("..");
  const isVersion = digest === null || digest === "*" || /^[A-Za-z0-9]{1,100}$/.test(digest);
  if (!isName || !isVersion || (project !== null && !isProject(project))) return NO_EVALUATION;
  return { project, name, digest: digest === "*" ? null : digest };
}

function isProject(text: string): boolean {
  return /^[^/\s]+\/[^/]*[^/\s]$/.test(text) && !/\p{Cc}|\.\.|[?#\\]/u.test(text);
}

/** Ids are opaque, but made of these. */
function isId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{5,99}$/.test(text);
}

/** Percent signs that encode nothing stay. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The page of a run (a call): on the public service's own site, else on the connection's origin. `null` where the base URL is
 * none or the project is not `entity/project`.
 */
export function weaveCallPage(baseUrl: string, project: string, id: string): string | null {
  return page(baseUrl, project, ["r", "call", id]);
}

/** The page of an object's version, such as the evaluation that a run is of. */
export function weaveObjectPage(baseUrl: string, ref: WeaveRef): string | null {
  if (ref.kind !== "object" || ref.digest === null) return null;
  return page(baseUrl, ref.project, ["weave", "objects", ref.name, "versions", ref.digest]);
}

function page(baseUrl: string, project: string, rest: readonly string[]): string | null {
  const origin = httpOrigin(baseUrl);
  const [entity = "", name = "", ...more] = project.split("/");
  const parts = [entity, name, ...rest];
  if (origin === null || more.length > 0 || parts.some((part) => /^\.{0,2}$/.test(part))) return null;
  const site = origin === PUBLIC_SERVICE ? PUBLIC_PAGES : origin;
  return `${site}/${parts.map(encodeURIComponent).join("/")}`;
}

function httpOrigin(text: string): string | null {
  try {
    const { protocol, origin } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    return null; // the parser's way to say that it is no address
  }
}
