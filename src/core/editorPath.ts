// Paths of files that only the editor can reach (virtual workspaces, the web): a URI whose path part is written as it
// is, unescaped, so that names and folders are told apart as in any other path.

/** The parts of a URI that name a file. */
export interface EditorPlace {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** At least two letters before the colon: `C:\` is a drive. */
const EDITOR_PATH = /^([a-z][a-z0-9+.-]+):\/\/([^/?]*)(?:\?([^/]*))?(\/.*)?$/is;

/** Whether a path names a file of the editor rather than one on this machine's disk. */
export function isEditorPath(path: string): boolean {
  return EDITOR_PATH.test(path);
}

/** The path of a place; `fromEditorPath` gives the very same place back. */
export function toEditorPath({ scheme, authority, path, query }: EditorPlace): string {
  const source = query === "" ? "" : `?${encodeURIComponent(query)}`;
  return `${scheme}://${encodeURIComponent(authority)}${source}${path}`;
}

/** The place that a path names. Throws a RangeError for a path that is none of the editor's. */
export function fromEditorPath(path: string): EditorPlace {
  const match = EDITOR_PATH.exec(path);
  if (match === null) throw new RangeError(`${path} is no path of the editor's`);
  return {
    scheme: match[1] ?? "",
    authority: decodeURIComponent(match[2] ?? ""),
    query: decodeURIComponent(match[3] ?? ""),
    path: match[4] ?? "/",
  };
}
