// Which request of a connection may go out, and with which key: the one rule for the editor and the command line. A key
// belongs to scheme, host and port it was entered for.
import { type Connection, type ConnectionKind, isPlainAbroad, originOf, wrongKey } from "./connection.ts";

/** A key, and the origin that it was entered for. */
export interface BoundKey {
  readonly origin: string;
  readonly key: string;
}

/** What a request gets on its way, or why it must not go. */
export type Passage =
  | { readonly kind: "go"; readonly headers: Readonly<Record<string, string>> }
  /** The sentence holds addresses only. `signIn`: a key entered anew mends it. */
  | { readonly kind: "refused"; readonly sentence: string; readonly signIn: boolean };

/** Decides for one address. `key`: what is kept for the connection, if anything. */
export function passage(connection: Connection, url: string, key: BoundKey | null): Passage {
  const own = originOf(connection.baseUrl);
  const origin = originOf(url);
  if (origin === null || origin !== own) {
    const sentence = `${connection.name} is ${own ?? connection.baseUrl}: nothing is asked of ${origin ?? "another address"}.`;
    return { kind: "refused", sentence, signIn: false };
  }
  if (isPlainAbroad(url) && !connection.allowsHttp) {
    const sentence = `${connection.name} uses plain http to another machine, which its settings do not allow.`;
    return { kind: "refused", sentence, signIn: false };
  }
  if (connection.auth === "none") return { kind: "go", headers: {} };
  if (key === null) return { kind: "refused", sentence: `${connection.name} has no key.`, signIn: true };
  if (key.origin !== own) {
    const sentence = `The key of ${connection.name} was entered for ${key.origin}, not for ${own}: enter it anew.`;
    return { kind: "refused", sentence, signIn: true };
  }
  // As a header it would fail with an error that quotes it.
  if (wrongKey(key.key) !== null)
    return {
      kind: "refused",
      sentence: `The key kept for ${connection.name} is damaged: enter it anew.`,
      signIn: true,
    };
  return { kind: "go", headers: { authorization: authorization(connection.kind, key.key) } };
}

/** Where a redirect leads, or why it is not followed. `from`: the address that answered with it. */
export function redirected(
  from: string,
  location: string | null,
): { readonly url: string } | { readonly sentence: string } {
  const host = originOf(from) ?? from;
  if (location === null) return { sentence: `${host} redirects, but does not say where to.` };
  let url: string;
  try {
    url = new URL(location, from).href;
  } catch {
    return { sentence: `${host} redirects to something that is no address.` };
  }
  if (originOf(url) === originOf(from)) return { url };
  const other = originOf(url) ?? "something that is no web address";
  return {
    sentence: `${host} redirects to ${other}, which is not followed: if it has moved, edit the connection.`,
  };
}

/** The header's value; a key is ASCII, as `wrongKey` sees to. */
function authorization(kind: ConnectionKind, key: string): string {
  return kind === "nemo" ? `Bearer ${key}` : `Basic ${btoa(`api:${key}`)}`;
}
