// The detail of one row: its sheet, pieces of its texts, parts of large values, and the trials of its item.
import { DIGEST_BYTES } from "../../core/join/digest.ts";
import { aBudget, type JsonNode, type JsonPath, toJsonNode, valueAt } from "../../core/json/jsonTree.ts";
import { Problem } from "../../core/problem.ts";
import { makeRowSheet, recordOf } from "../../core/rows/makeRowSheet.ts";
import { partInWords, type RowPart } from "../../core/rows/rowParts.ts";
import { MOST_TRIALS, type RowSheet, type RowText, type RowTrials } from "../../core/rows/rowSheet.ts";
import { endingOf } from "../../core/text/textLanguage.ts";
import { partText } from "./partTexts.ts";
import type { RowPages } from "./rowPages.ts";

export async function rowSheet(pages: RowPages, index: number): Promise<RowSheet> {
  return makeRowSheet(await pages.fullRow(index), await sameItem(pages, index));
}

/** Text of a part from a character on, at most `limit` characters; throws a `notFound` Problem where the row lacks it. */
export async function rowText(
  pages: RowPages,
  {
    index,
    part,
    from,
    limit,
  }: { readonly index: number; readonly part: RowPart; readonly from: number; readonly limit: number },
): Promise<RowText> {
  const row = await pages.fullRow(index);
  const text = partText(row, part);
  if (text === null) throw new Problem("notFound", `Row ${index + 1} has no ${partInWords(part)}.`);
  return { text: text.slice(from, from + limit), from, length: text.length, ending: endingOf(text) };
}

/** A value of the stored record; of a list or object the children from `from` on. */
export async function rowValue(
  pages: RowPages,
  index: number,
  path: JsonPath,
  from: number,
): Promise<JsonNode> {
  const value = valueAt(recordOf(await pages.fullRow(index)), path);
  if (value === undefined) throw new Problem("notFound", `Row ${index + 1} has no such value.`);
  return toJsonNode(value, aBudget(), from);
}

/** The rows of the same item as a table shows them. */
export async function rowTrials(pages: RowPages, index: number): Promise<RowTrials> {
  const rows = await sameItem(pages, index);
  return { rows: await pages.previews(rows.slice(0, MOST_TRIALS)), total: rows.length };
}

/** Rows with the digest of this one, itself among them, ascending. */
async function sameItem(pages: RowPages, index: number): Promise<readonly number[]> {
  const { stored, run } = pages;
  if (run.items >= run.rows) return [index];
  const all = await stored.digests();
  const own = index * DIGEST_BYTES;
  const rows: number[] = [];
  for (let at = 0; at < all.length; at += DIGEST_BYTES) {
    // Four bytes tell nearly all apart.
    if (all[at] !== all[own] || all[at + 1] !== all[own + 1] || all[at + 2] !== all[own + 2]) continue;
    if (isSame(all, at, own)) rows.push(at / DIGEST_BYTES);
  }
  return rows;
}

function isSame(bytes: Uint8Array, a: number, b: number): boolean {
  for (let i = 0; i < DIGEST_BYTES; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
