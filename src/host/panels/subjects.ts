// What a panel shows, as plain data: it identifies the panel and gives it a title.
import type { ComparePair } from "../../core/compareTypes.ts";
import type { RunId } from "../../core/run.ts";

export interface ResultSubject {
  readonly id: RunId;
  readonly name: string;
}

export interface CompareSubject extends ComparePair {
  readonly baseName: string;
  readonly candidateName: string;
}
