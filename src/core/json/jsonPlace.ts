// Where in a JSON file something is: lines and columns of its text, paths of JSON pointers, and what a parser says in words.
import { type Node, type ParseErrorCode, printParseErrorCode } from "jsonc-parser";

/** A part of a text. Places count UTF-16 units; line and column start at 0. */
export interface TextSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Gives the span of an offset and a length in `text`; one of no length is one unit long, to be seen. */
export function textSpans(text: string): (offset: number, length: number) => TextSpan {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const at = (offset: number) => {
    let line = 0;
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { line, column: offset - (starts[line] as number) };
  };
  return (offset, length) => {
    const from = at(offset);
    const to = at(offset + Math.max(1, length));
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** `#/scores/a~1b` as `["scores", "a/b"]`. */
export function pointerPath(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value that a JSON pointer such as `#/runs/0/name` names; of what is not there the nearest around it. */
export function nodeAtPointer(tree: Node, pointer: string): Node {
  let node = tree;
  for (const part of pointerPath(pointer)) {
    const { type, children = [] } = node;
    const member = children.find((child) => child.children?.[0]?.value === part)?.children?.[1];
    const next = type === "array" ? children[Number(part)] : type === "object" ? member : undefined;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** `CommaExpected` as `comma expected`. */
export function parseErrorInWords(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}
