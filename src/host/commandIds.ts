// The ids of all commands, as the manifest declares them; a test holds the two together.

export const COMMAND_IDS = [
  "evalResults.results.import",
  "evalResults.results.importFile",
  "evalResults.results.openSamples",
  "evalResults.results.refresh",
  "evalResults.results.loadMore",
  "evalResults.result.open",
  "evalResults.result.export",
  "evalResults.result.delete",
  "evalResults.result.restore",
  "evalResults.compare.select",
  "evalResults.compare.withSelected",
  "evalResults.compare.selection",
  "evalResults.compare.choose",
  "evalResults.result.copyName",
  "evalResults.trash.empty",
  "evalResults.store.check",
  "evalResults.metrics.open",
  "evalResults.metrics.choosePrimary",
  "evalResults.baseline.pin",
  "evalResults.baseline.unpin",
  "evalResults.errors.count",
  "evalResults.errors.leaveOut",
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];
