// Whether anything changed, in one short text: what is stored, what is in the trash, what is noted.
import type { Hashes } from "../core/ports.ts";
import type { StoreLayout } from "./layout.ts";
import type { StoreNotes } from "./storeNotes.ts";

/** A text that changes with them. Costs four listings and a look at each notes file. */
export async function storeStamp(layout: StoreLayout, notes: StoreNotes, hashes: Hashes): Promise<string> {
  const names = async (folder: string): Promise<string> =>
    (await layout.fs.list(folder))
      .map((entry) => entry.name)
      .sort()
      .join("/");
  const seen = [...(await notes.ofRuns.look()), ...(await notes.ofRows.look())];
  const noted = seen.map(([id, { text }]) => `${id} ${text}`).sort();
  const text = [await names(layout.runs), await names(layout.trash), ...noted].join("//");
  return `${text.length}.${hashes.crc32(new TextEncoder().encode(text), 0)}`;
}
