// Scans every file in this thread: small files, tests, and hosts without a second thread worth its cost.
import type { FormatRegistry } from "../../core/resultFormat.ts";
import type { OpenScanner } from "./importFile.ts";
import { type ScanTools, scanBatch } from "./scanBatch.ts";

/** The scanner of one thread, with the host's own hashes and decoder. */
export function scanHere(formats: FormatRegistry, tools: ScanTools): OpenScanner {
  return (formatId, roles) => {
    const reader = formats.byId(formatId).reader(roles);
    return {
      scan: (bytes) => Promise.resolve({ rows: scanBatch(bytes, reader, tools), bytes }),
      close: () => undefined,
    };
  };
}
