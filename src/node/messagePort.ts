// A channel's transport over worker_threads: one end holds the Worker, the other its parent port.
import type { Transferable } from "node:worker_threads";
import type { Transport } from "../protocol/channel.ts";

/** What Worker and MessagePort have in common. */
export interface ThreadEnd {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message", receive: (message: unknown) => void): unknown;
  off(event: "message", receive: (message: unknown) => void): unknown;
}

/** `transferOf` names the buffers that a message gives away instead of copying. */
export function threadTransport(
  end: ThreadEnd,
  transferOf?: (message: unknown) => readonly ArrayBuffer[],
): Transport {
  return {
    post: (message) => end.postMessage(message, transferOf?.(message) ?? []),
    listen(receive) {
      end.on("message", receive);
      return () => end.off("message", receive);
    },
  };
}
