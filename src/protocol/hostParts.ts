// Everything that a worker asks of its host, over one channel.
import type { HostFilesContract } from "./hostFiles.ts";
import type { HostHttpContract } from "./hostHttp.ts";

export interface HostContract {
  readonly requests: HostFilesContract["requests"] & HostHttpContract["requests"];
  readonly events: Record<string, never>;
}
