// What a comparison says of its inputs: whether both runs used the same ones, and how else they could be joined.

import { formatCount } from "../text/formatNumber.ts";
import type { InputReport, JoinReport } from "./compareTypes.ts";
import type { InputCondition } from "./inputCondition.ts";
import type { ServiceJoin } from "./joinChoice.ts";

/** So many differing fields are named. */
const NAMED_FIELDS = 3;

/** Fewer items than this share of the smaller run are "little": another join is offered. */
const LITTLE = 0.5;

/** Whether another join is worth offering. */
export function isLittle({ matched, onlyBase, onlyCandidate }: JoinReport): boolean {
  return matched < LITTLE * (matched + Math.min(onlyBase, onlyCandidate));
}

/** What the runs were joined by: `content`, `Weave's row digest`, or key fields, each as `field` puts it. */
export function joinedBy(
  { keys, service }: Pick<JoinReport, "keys" | "service">,
  field: (key: string) => string = (key) => key,
): string {
  if (keys.length > 0) return keys.map(field).join(" and ");
  return service?.isUsed === true ? serviceDigest(service) : "content";
}

/** A service's own names of rows. */
export function serviceDigest({ name }: ServiceJoin): string {
  return `${name}'s row digest`;
}

/** Whether both runs used the same inputs, with what changed. */
export function inputsSentence(inputs: InputReport, locale: string): string {
  if (inputs.isIdentical)
    return inputs.unchanged === 0 ? "Neither run has inputs." : "Both runs used identical inputs.";
  return `Inputs are not identical: ${inputChanges(inputs, locale)}.`;
}

/** That a comparison is over the items that filters on inputs keep, `n` of `all` that are in both runs. */
export function exploratorySentence(
  inputs: readonly InputCondition[],
  { n, all }: { readonly n: number; readonly all: number },
  locale: string,
): string {
  const fields = [...new Set(inputs.map(({ field }) => field))].join(", ");
  return `Exploratory: over ${formatCount(n, locale)} of the ${formatCount(all, locale)} items in both runs, those that the filters on ${fields} keep.`;
}

/** `3 changed (same id), 2 removed, 1 added`; empty for identical inputs. */
export function inputChanges(inputs: InputReport, locale: string): string {
  const count = (value: number, what: string): readonly string[] =>
    value === 0 ? [] : [`${formatCount(value, locale)} ${what}`];
  const by = pairing(inputs, locale);
  return [
    ...count(inputs.changed, by === "" ? "changed" : `changed (${by})`),
    ...count(inputs.removed, "removed"),
    ...count(inputs.added, "added"),
  ].join(", ");
}

/** How changed items were recognised: `same id`, `near-identical content`, or how many by each. */
function pairing({ changed, pairedBy, nearIdentical }: InputReport, locale: string): string {
  const byField = pairedBy.length === 0 ? "" : `same ${pairedBy.join(" and ")}`;
  if (nearIdentical === 0) return byField;
  const alike = "near-identical content";
  if (byField === "") return alike;
  const counts = [changed - nearIdentical, nearIdentical].map((value) => formatCount(value, locale));
  return `${counts[0]} ${byField}, ${counts[1]} ${alike}`;
}

/** In which fields changed items differ; empty where none did. */
export function changedFieldsText({ changedFields }: InputReport, locale: string): string {
  const named = changedFields.slice(0, NAMED_FIELDS);
  const more = changedFields.length - named.length;
  const texts = named.map(({ field, items }) => `${field} (${formatCount(items, locale)})`);
  return [...texts, ...(more > 0 ? [`${formatCount(more, locale)} more`] : [])].join(", ");
}

/** Why no item matches, in one sentence; `null` where some do or there is nothing to match. */
export function noMatchSentence(join: JoinReport, inputs: InputReport, locale: string): string | null {
  if (join.matched > 0 || join.onlyBase === 0 || join.onlyCandidate === 0) return null;
  if (join.keys.length > 0) return `No value of ${join.keys.join(" and ")} is in both runs.`;
  if (join.service?.isUsed === true)
    return `No item has the same ${serviceDigest(join.service)} in both runs.`;
  if (inputs.changed === 0) return "No item has the same content in both runs, and no field pairs them.";
  const fields = changedFieldsText(inputs, locale);
  const { pairedBy } = inputs;
  const those = pairedBy.length === 0 ? "near-identical content" : `the same ${pairedBy.join(" and ")}`;
  return `No item has the same content in both runs: those of ${those} differ in ${fields}.`;
}
