// A page of Weave's rows as the lines that are stored: one a trial, numbers as they were written, since digests of inputs
// depend on `1` and `1.0`. Pure. Source: Weave evaluation API, sections 6 and 7.
import { skipSpace, skipValue, walkArray, walkObject } from "../../core/json/jsonWalk.ts";
import { compareCodePoints } from "../../core/json/pythonJson.ts";
import type { ResultsAnswer } from "./client.ts";

/** Lines of one run's trials, each with its line end, in the order of rows; trials by their call's id, so by time. */
export function rowLines({ text, wire }: ResultsAnswer, runId: string): readonly string[] {
  const isOneLine = !/[\r\n]/.test(text);
  return rowPlaces(text).flatMap(({ item, evaluations }, i) => {
    const row = wire.rows?.[i];
    const digest = row?.row_digest ?? "";
    const input = itemText(item === null ? "null" : text.slice(item.start, item.end), digest);
    const head = `{"row_digest":${JSON.stringify(digest)},"item":${input},"trial":`;
    return ownTrials(evaluations, row?.evaluations ?? [], runId).map(({ start, end }) => {
      const line = `${head}${text.slice(start, end)}}`;
      // Line ends outside strings are space; inside, JSON has none.
      return `${isOneLine ? line : line.replace(/[\r\n]+/g, " ")}\n`;
    });
  });
}

/** Where a value stands in the answer's text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A row's input, and the trials of each of its evaluations, as they come. */
interface RowPlaces {
  item: Place | null;
  evaluations: readonly (readonly Place[])[];
}

/** What was read, and the place behind it. */
interface Read<T> {
  readonly value: T;
  readonly end: number;
}

/** One walk over the whole answer. Of repeated keys the last counts, as in the parsed answer. */
function rowPlaces(text: string): readonly RowPlaces[] {
  let rows: readonly RowPlaces[] = [];
  walkObject(text, skipSpace(text, 0), (key, start) => {
    if (key !== "rows") return skipValue(text, start);
    const read = elementsAt(text, start, rowAt);
    rows = read.value;
    return read.end;
  });
  return rows;
}

function rowAt(text: string, from: number): Read<RowPlaces> {
  const row: RowPlaces = { item: null, evaluations: [] };
  const end = walkObject(text, from, (key, start) => {
    if (key === "evaluations") {
      const read = elementsAt(text, start, trialsAt);
      row.evaluations = read.value;
      return read.end;
    }
    const place = placeAt(text, start);
    if (key === "raw_data_row") row.item = place.value;
    return place.end;
  });
  return { value: row, end };
}

/** The trials of one evaluation of a row. */
function trialsAt(text: string, from: number): Read<readonly Place[]> {
  let trials: readonly Place[] = [];
  const end = walkObject(text, from, (key, start) => {
    if (key !== "trials") return skipValue(text, start);
    const read = elementsAt(text, start, placeAt);
    trials = read.value;
    return read.end;
  });
  return { value: trials, end };
}

function placeAt(text: string, start: number): Read<Place> {
  const end = skipValue(text, start);
  return { value: { start, end }, end };
}

/** A list's elements; none where `null` stands for it. */
function elementsAt<T>(
  text: string,
  start: number,
  read: (text: string, at: number) => Read<T>,
): Read<readonly T[]> {
  if (text[start] !== "[") return { value: [], end: skipValue(text, start) };
  const value: T[] = [];
  const end = walkArray(text, start, (at) => {
    const element = read(text, at);
    value.push(element.value);
    return element.end;
  });
  return { value, end };
}

type EvaluationsWire = NonNullable<NonNullable<ResultsAnswer["wire"]["rows"]>[number]["evaluations"]>;

/** Those of the run. The service keeps no order among trials; a download that goes on after a break needs one. */
function ownTrials(
  places: readonly (readonly Place[])[],
  evaluations: EvaluationsWire,
  runId: string,
): readonly Place[] {
  const trials = evaluations.flatMap((evaluation, i) =>
    evaluation.evaluation_call_id === runId
      ? (places[i] ?? []).map((place, n) => ({
          place,
          id: evaluation.trials?.[n]?.predict_and_score_call_id ?? "",
        }))
      : [],
  );
  return trials.sort((a, b) => compareCodePoints(a.id, b.id)).map(({ place }) => place);
}

/**
 * The input as an object. A ref that stayed unresolved, and an input that is not there, leave the service's digest to join
 * by; other plain values stand under `input`.
 */
function itemText(raw: string, digest: string): string {
  if (raw.startsWith("{")) return raw;
  if (raw === "null" || /^"weave(?:-trace-internal)?:\/\/\//.test(raw))
    return `{"row_digest":${JSON.stringify(digest)}}`;
  return `{"input":${raw}}`;
}
