// Makes the sheet of a row from its stored record.
import type { ItemPlace } from "../join/digest.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { hasAwkwardNumber, parseExact, parseTolerant } from "../json/jsonText.ts";
import { aBudget, type Budget, cutText, type JsonPath, toJsonNode, valueAt } from "../json/jsonTree.ts";
import type { RowScore } from "../run.ts";
import { readTranscripts } from "../transcripts/readTranscripts.ts";
import type { RowDetail } from "./rowQuery.ts";
import { MOST_TRIALS, type RowSheet, type SheetField, type SheetScore } from "./rowSheet.ts";

/** Characters of output, expected answer and error that come with a sheet. */
const TEXT_CHARS = 20_000;
const REASON_CHARS = 4_000;
/** Longer records are parsed without the written form of their numbers: it takes several times as long. */
const MOST_EXACT = 1_000_000;

/** A row with the place of its item in the stored record. */
export interface PlacedRow extends RowDetail {
  readonly place: ItemPlace;
}

/** `trials`: the rows of its item, itself among them, in file order. */
export function makeRowSheet(row: PlacedRow, trials: readonly number[]): RowSheet {
  const record = recordOf(row);
  const texts = aBudget();
  const transcripts = readTranscripts(parseTolerant(row.source) as JsonObject, aBudget());
  const itemPath = "member" in row.place ? [row.place.member] : [];
  const shown = shownMembers(row, new Set(transcripts.map(({ path }) => path[0])));
  const cut = (text: string | null) => (text === null ? null : cutText(text, texts, TEXT_CHARS));
  const values = aBudget();
  const field = (name: string, path: JsonPath): SheetField => ({
    name,
    node: toJsonNode(valueAt(record, path), values),
    path,
  });
  return {
    index: row.index,
    digest: row.digest,
    trial: row.trial,
    trials: trials.slice(0, MOST_TRIALS),
    error: cut(row.error),
    output: cut(row.output),
    expected: cut(row.expected),
    item: Object.keys(row.item).map((name) => field(name, [...itemPath, name])),
    scores: row.scores.map((score) => toSheetScore(score, texts)),
    transcripts,
    rest: Object.keys(record)
      .filter((name) => !shown.has(name))
      .map((name) => field(name, [name])),
    record: toJsonNode(record, aBudget()),
  };
}

/** A record with its numbers as written, where that matters. */
export function recordOf({ source }: Pick<PlacedRow, "source">): JsonObject {
  const isExact = source.length <= MOST_EXACT && hasAwkwardNumber(source);
  const record: unknown = isExact ? parseExact(source) : parseTolerant(source);
  return isJsonObject(record) ? record : {};
}

/** Members of the record that the sheet shows elsewhere. */
function shownMembers(
  row: PlacedRow,
  exchanges: ReadonlySet<string | number | undefined>,
): ReadonlySet<string> {
  const record = parseTolerant(row.source) as JsonObject;
  const own = "member" in row.place ? [row.place.member] : row.place.fields;
  const scored = new Set(
    row.scores.flatMap(({ metric, name }) => (metric === null ? [name, name.split(",")[0]] : [])),
  );
  const texts = [row.output, row.expected, row.error].filter((text) => text !== null);
  const members = Object.keys(record).filter((name) => {
    const value = record[name];
    const isText = typeof value === "string" && texts.includes(value);
    return isText || scored.has(name) || (exchanges.has(name) && name !== "sample");
  });
  const metrics = row.scores.some(({ metric }) => metric !== null) ? ["metrics"] : [];
  return new Set([...own, ...members, ...metrics, ...(exchanges.has("arguments") ? ["resps"] : [])]);
}

function toSheetScore(score: RowScore, budget: Budget): SheetScore {
  const value =
    typeof score.value === "string" ? cutText(score.value, budget, REASON_CHARS).text : score.value;
  if (score.reason === undefined) return { ...score, value };
  const { text, length } = cutText(score.reason, budget, REASON_CHARS);
  return { ...score, value, reason: text, reasonLength: length };
}
