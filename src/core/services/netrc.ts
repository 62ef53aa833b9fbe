// The user's netrc, as Python's `netrc` reads it, since W&B's own client reads it so: entries of machine, login and password.
// Strict: a file that can't be read whole is told of, so that no half of a password is ever taken for one.
import { Problem } from "../problem.ts";

export interface NetrcEntry {
  /** A host, with its port where one is written; `null`: the entry `default`. */
  readonly machine: string | null;
  readonly login: string;
  readonly password: string;
}

const VALUES: ReadonlySet<string> = new Set(["login", "user", "account", "password"]);
const STARTS: ReadonlySet<string> = new Set(["machine", "default", "macdef"]);

/** Entries in the order of the file. Throws a Problem that names the line and quotes nothing of it. */
export function readNetrc(text: string): readonly NetrcEntry[] {
  const reader = new NetrcReader(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  const entries: NetrcEntry[] = [];
  for (let token = reader.next(); token !== null; token = reader.next())
    if (token.startsWith("#")) reader.skipComment();
    else if (token === "macdef") reader.skipMacro();
    else if (token === "machine") entries.push(entryOf(reader, reader.value("machine")));
    else if (token === "default") entries.push(entryOf(reader, null));
    else throw reader.wrong("there is neither machine nor default nor macdef where one must be");
  return entries;
}

function entryOf(reader: NetrcReader, machine: string | null): NetrcEntry {
  const found = new Map<string, string>();
  for (let token = reader.peek(); token !== null && !STARTS.has(token); token = reader.peek()) {
    reader.next();
    if (token.startsWith("#")) reader.skipComment();
    else if (VALUES.has(token)) found.set(token === "user" ? "login" : token, reader.value(token));
    else throw reader.wrong("there is a word that is neither login nor account nor password");
  }
  return { machine, login: found.get("login") ?? "", password: found.get("password") ?? "" };
}

class NetrcReader {
  private at = 0;
  /** Where the last token began. */
  private start = 0;

  constructor(private readonly text: string) {}

  /** The next token without its quotes; `null` at the end. */
  next(): string | null {
    while (/[ \t\n]/.test(this.char)) this.at++;
    this.start = this.at;
    if (this.char === "") return null;
    if (this.char === '"') return this.quoted();
    let token = "";
    while (this.char !== "" && !/[ \t\n]/.test(this.char)) token += this.taken();
    return token;
  }

  peek(): string | null {
    const { at, start } = this;
    const token = this.next();
    Object.assign(this, { at, start });
    return token;
  }

  /** What follows a word that has a value. */
  value(of: string): string {
    const token = this.next();
    if (token === null) throw this.wrong(`${of} has no value`);
    return token;
  }

  /** The rest of the line that the comment began on. */
  skipComment(): void {
    this.at = this.lineEnd(this.start);
  }

  /** A macro ends with an empty line, or with the file. */
  skipMacro(): void {
    const end = /\n[ \t]*\n/g;
    end.lastIndex = this.at;
    this.at = end.exec(this.text) === null ? this.text.length : end.lastIndex;
  }

  wrong(what: string): Problem {
    const line = this.text.slice(0, this.start).split("\n").length;
    return new Problem("badInput", `Line ${line}: ${what}.`);
  }

  private quoted(): string {
    let token = "";
    this.at++;
    while (this.char !== '"') {
      if (this.char === "") throw this.wrong("a quote is not closed");
      token += this.taken();
    }
    this.at++;
    return token;
  }

  /** The next character, or the one behind a backslash. */
  private taken(): string {
    if (this.char === "\\" && this.at + 1 < this.text.length) this.at++;
    return this.text.charAt(this.at++);
  }

  private get char(): string {
    return this.text.charAt(this.at);
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf("\n", from);
    return end < 0 ? this.text.length : end;
  }
}
