// What can be done with a part of the row in the detail.
import type { JsonNode, JsonPath } from "../../../src/core/json/jsonTree.ts";
import type { RowPart } from "../../../src/core/rows/rowParts.ts";
import type { RowText } from "../../../src/core/rows/rowSheet.ts";

export interface PartActions {
  /** Opens it as a document in the editor. */
  readonly open: (part: RowPart) => void;
  /** Puts all of it on the clipboard. */
  readonly copy: (part: RowPart) => void;
  /** More of its text. */
  readonly text: (part: RowPart, from: number) => Promise<RowText>;
  /** More of a value of the stored record. */
  readonly value: (path: JsonPath, from: number) => Promise<JsonNode>;
}
