// A channel's transport over web workers: one end holds the Worker, the other its own scope.
import type { Transport } from "../protocol/channel.ts";
import { givenBytes } from "../protocol/hostFiles.ts";

/** What Worker and a worker's scope have in common. */
export interface WebEnd {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", hear: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", hear: (event: MessageEvent) => void): void;
}

/** Whole files are given away, not copied. */
export function webTransport(end: WebEnd): Transport {
  return {
    post: (message) => end.postMessage(message, [...givenBytes(message)]),
    listen(receive) {
      const hear = (event: MessageEvent): void => receive(event.data);
      end.addEventListener("message", hear);
      return () => end.removeEventListener("message", hear);
    },
  };
}
