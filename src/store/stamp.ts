// Whether anything changed, in one short text: what is stored, what is in the trash, what is noted.
import type { Hashes } from "../core/ports.ts";
import type { StoreLayout } from "./layout.ts";
import type { NotesFolder } from "./notesFolder.ts";

/** A text that changes with them. Costs two listings and a look at each notes file. */
export async function storeStamp(layout: StoreLayout, notes: NotesFolder, hashes: Hashes): Promise<string> {
  const names = async (folder: string): Promise<string> =>
    (await layout.fs.list(folder))
      .map((entry) => entry.name)
      .sort()
      .join("/");
  const noted = [...(await notes.look())].map(([id, { text }]) => `${id} ${text}`).sort();
  const text = [await names(layout.runs), await names(layout.trash), ...noted].join("//");
  return `${text.length}.${hashes.crc32(new TextEncoder().encode(text), 0)}`;
}
