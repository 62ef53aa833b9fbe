// The contract with the host for what a worker can't reach by itself: the editor's files, and the package's WASM.
// Paths are those of core/editorPath.ts. Errors have the editor's codes: FileNotFound, FileExists, NoPermissions.
import type { FileFacts, FolderEntry } from "../core/ports.ts";

export interface HostFilesContract {
  readonly requests: {
    readonly stat: { params: { readonly path: string }; result: FileFacts };
    readonly list: { params: { readonly path: string }; result: readonly FolderEntry[] };
    /** The whole file: the editor reads no ranges. */
    readonly read: { params: { readonly path: string }; result: Uint8Array };
    /** Writes the whole file, over any that is there, and makes the folders above it. */
    readonly write: { params: { readonly path: string; readonly bytes: Uint8Array }; result: null };
    readonly makeFolder: { params: { readonly path: string }; result: null };
    /** Replaces a file at `to`; a folder there must be ruled out before. */
    readonly rename: { params: { readonly from: string; readonly to: string }; result: null };
    readonly remove: { params: { readonly path: string }; result: null };
    readonly sqlWasm: { params: null; result: Uint8Array };
  };
  readonly events: Record<string, never>;
}

/** Bytes that own their whole buffer, in a request's or a result's usual places: they can be given, not copied. */
export function givenBytes(message: unknown): readonly ArrayBuffer[] {
  const { value, params } = message as { readonly value?: unknown; readonly params?: unknown };
  const bytes = value ?? (params as { readonly bytes?: unknown } | null | undefined)?.bytes;
  const isWhole = bytes instanceof Uint8Array && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole && bytes.byteLength > 0 ? [bytes.buffer as ArrayBuffer] : [];
}
