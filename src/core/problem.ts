// Expected failures: one clear sentence for people (what, where, what to do) and a stable code for programs.

/** The kinds of expected failure. */
export type ProblemCode =
  | "badInput"
  | "unreadable"
  | "notFound"
  | "noUsableRow"
  | "needsRoles"
  | "readOnly"
  | "diskFull"
  | "busy"
  | "unsupported"
  | "ambiguousName"
  | "damaged"
  // Of services (sources/http.ts); `notFound` too.
  | "auth"
  | "forbidden"
  | "rateLimited"
  | "offline"
  | "badResponse";

/** An expected failure. Its message is shown as it is; anything else that is thrown is a bug. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly code: ProblemCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
