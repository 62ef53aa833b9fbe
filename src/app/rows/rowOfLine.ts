// A row in full out of a line of a stored format.
import type { JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import type { RowReader } from "../../core/resultFormat.ts";
import type { RunRow } from "../../core/run.ts";
import type { FullRow } from "./itemSource.ts";

/** The line is one that the reader took when it was stored. */
export function rowOfLine(source: string, reader: RowReader): RunRow & Pick<FullRow, "place"> {
  const record = parseTolerant(source) as JsonObject;
  const { item, scores, error, place } = reader.scan(record);
  const measures = reader.measures?.(record);
  const taken = measures === undefined ? {} : { measures };
  const meta = reader.meta?.(record);
  const beside = meta === undefined ? {} : { meta };
  return { item, scores, error, place, ...reader.texts(record), ...taken, ...beside };
}
