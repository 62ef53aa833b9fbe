// A regular expression that people type, as a test of texts. It runs in time linear in the text (RE2), whatever the
// pattern: with JavaScript's own engine `(a+)+$` on one degenerate output would hold the worker for good.
import { RE2JS } from "re2js";
import { Problem } from "../problem.ts";

/** A reference to what a group matched before: RE2 has none, and its translation would take `\k` for a letter. */
const BACK_REFERENCE = /^(?:[^\\]|\\[^1-9k])*\\[1-9k]/u;

/**
 * Whether a text holds a match. The syntax is JavaScript's without look-around and back-references; `\s`, `\d` and `\w`
 * know ASCII only; `.` is anything but a line feed. Throws a `badInput` Problem for a pattern that can't be read.
 */
export function textPattern(pattern: string, matchCase: boolean): (text: string) => boolean {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem("badInput", `/${pattern}/ is not a regular expression: ${why}.`, { cause: error });
  }
  try {
    if (BACK_REFERENCE.test(pattern)) throw new Error("back-reference");
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return (text) => compiled.test(text);
  } catch (error) {
    throw new Problem(
      "badInput",
      `/${pattern}/ needs a look-around or a back-reference, which can take forever and are left out here.`,
      { cause: error },
    );
  }
}
