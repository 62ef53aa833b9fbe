// A stored row at the service it came from: which of the service's own calls made it.
import { isJsonObject, type Json } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import type { RowDetail } from "../../core/rows/rowQuery.ts";
import type { RunOrigin } from "../../core/runStore.ts";
import type { RemoteRow } from "../../core/services/evalSource.ts";

/** Ids are opaque, but made of these; anything else in a stored row is no id. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/;

/** `null` for rows of files, and for rows that name no call. */
export function remoteRow({ remote }: RunOrigin, { source }: RowDetail): RemoteRow | null {
  if (remote === undefined) return null;
  const record = parsed(source);
  const trial = isJsonObject(record) && isJsonObject(record.trial) ? record.trial : {};
  const call = idIn(trial.predict_and_score_call_id);
  if (call === null) return null;
  return { origin: remote, call, prediction: idIn(trial.predict_call_id) };
}

function idIn(value: Json | undefined): string | null {
  return typeof value === "string" && ID.test(value) ? value : null;
}

function parsed(text: string): unknown {
  try {
    return parseTolerant(text);
  } catch {
    return null; // a line that was kept as it came
  }
}
