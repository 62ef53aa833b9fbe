// The contract with the scan thread: a file is opened by its format, then batches of lines go over and columns come back.
import type { ColumnRoles } from "../core/resultFormat.ts";
import type { ScannedBatch } from "../core/scannedBatch.ts";

export interface ScanContract {
  readonly requests: {
    readonly open: {
      params: { readonly formatId: string; readonly roles: ColumnRoles | null };
      result: null;
    };
    /** The bytes go over and come back, so that their buffer can be used again. */
    readonly scan: {
      params: Uint8Array;
      result: { readonly rows: ScannedBatch; readonly bytes: Uint8Array };
    };
  };
  readonly events: Record<string, never>;
}
