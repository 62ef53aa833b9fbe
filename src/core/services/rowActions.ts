// What can be done with a row at the service that it was pulled from.

export type ServiceRowAction = "openCall" | "deletePrediction";

export function isServiceRowAction(text: unknown): text is ServiceRowAction {
  return text === "openCall" || text === "deletePrediction";
}
