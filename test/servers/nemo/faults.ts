// What can go wrong with a service, on demand: each request asks whether it is its turn.
import type { IncomingMessage, ServerResponse } from "node:http";

export type Fault =
  /** Answers so instead. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** An answer of 200 that is no such answer. */
  | { readonly kind: "body"; readonly body: string; readonly contentType?: string }
  /** The head comes so much later. */
  | { readonly kind: "slow"; readonly ms: number }
  /** The connection breaks before the head. */
  | { readonly kind: "reset" }
  /** The connection breaks within the body, after so many bytes. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Nothing more comes after so many bytes, and the connection stays. */
  | { readonly kind: "stall"; readonly afterBytes: number };

/** Decides for the n-th request (from 1) of all; `null`: all is well. */
export type Faults = (request: IncomingMessage, nth: number) => Fault | null;

export const HTML_ERROR = `<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>${"<p>nginx</p>".repeat(500)}</body></html>`;

/** True where the fault was the whole answer. */
export async function applyFault(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case "status":
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return true;
    case "body":
      response.writeHead(200, { "content-type": fault.contentType ?? "application/json" }).end(fault.body);
      return true;
    case "reset":
      response.socket?.resetAndDestroy();
      return true;
    case "slow":
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, fault.ms);
        response.on("close", () => {
          clearTimeout(timer);
          resolve(null);
        });
      });
      return response.destroyed;
    default:
      return false;
  }
}

/** Bytes that may pass before the fault breaks off. */
export function bytesBefore(fault: Fault | null): number {
  return fault?.kind === "cut" || fault?.kind === "stall" ? fault.afterBytes : Number.POSITIVE_INFINITY;
}
