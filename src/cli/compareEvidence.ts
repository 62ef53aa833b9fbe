// What compare is asked beyond its summary: --gate, --slices, --pass-at and --drift, as JSON and as text.
import type { ComparePair, ComparisonHead } from "../core/compare/compareTypes.ts";
import {
  toServiceDrift,
  toServiceGate,
  toServicePass,
  toServiceSlices,
} from "../core/compare/evidenceJson.ts";
import { driftSentence, passName, passSentence } from "../core/compare/evidenceText.ts";
import type { GateReport, PairEvidence, PairSlices, PassShares } from "../core/compare/evidenceTypes.ts";
import { gateSentence, ruleSentence } from "../core/compare/gateText.ts";
import type { InputCondition } from "../core/compare/inputCondition.ts";
import { Problem } from "../core/problem.ts";
import { groupsSentence, partName } from "../core/scores/sliceText.ts";
import { MAX_SLICES } from "../core/scores/sliceTypes.ts";
import { formatPValue, formatScoreLimits } from "../core/text/formatInterval.ts";
import { formatCount, formatMeanBeside, formatScoreDelta, NO_VALUE } from "../core/text/formatNumber.ts";
import type { Values } from "./arguments.ts";
import type { CommandParts } from "./commandParts.ts";
import { comparisonOptions } from "./comparisonFlags.ts";
import { inert, LOCALE, table } from "./render.ts";
import { checkSliceField } from "./slices.ts";

const MOST_TRIES = 1_000;

export interface CompareEvidence {
  /** Members of the candidate's JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** A gate fails: exit code 1. */
  readonly fails: boolean;
}

const NOTHING: CompareEvidence = { json: {}, text: "", fails: false };

/** `k` of --pass-at; `null` without it. */
export function passAtFlag(values: Values): number | null {
  const text = values["pass-at"];
  if (text === undefined) return null;
  const k = Number(text);
  if (!Number.isInteger(k) || k < 1 || k > MOST_TRIES)
    throw new Problem("badInput", `--pass-at takes a whole number from 1 to ${MOST_TRIES}, not ${text}.`);
  return k;
}

function strictFlag({ require }: Values): boolean {
  if (require === undefined) return false;
  if (require === "non-inferior") return true;
  throw new Problem("badInput", `--require takes non-inferior, not ${require}.`);
}

export interface EvidenceChoice {
  /** What a saved comparison keeps. */
  readonly inputs: readonly InputCondition[];
  /** How many runs the same gate judges, which share its level. */
  readonly candidates?: number;
  /** Names of scores that any of them has. */
  readonly elsewhere?: readonly string[];
  /** Scores asked for that other candidates have, this one not. */
  readonly lacks?: readonly string[];
}

export async function compareEvidence(
  { engine, signal }: CommandParts,
  pair: ComparePair,
  head: ComparisonHead,
  values: Values,
  { candidates = 1, inputs, elsewhere = [], lacks = [] }: EvidenceChoice,
): Promise<CompareEvidence> {
  const k = passAtFlag(values);
  const isStrict = strictFlag(values);
  const options = comparisonOptions(values);
  const { gate: rules, slices: fields = [], drift = false } = values;
  if (isStrict && rules === undefined) throw new Problem("badInput", "--require needs a --gate.");
  if (rules === undefined && fields.length === 0 && k === null && !drift) return NOTHING;
  const { evidence } = await engine.comparison(pair);
  const gate =
    rules === undefined
      ? null
      : await evidence.gate(
          { rules, level: options.level, isStrict, candidates, inputs, elsewhere },
          options,
        );
  // Places of all scores, and fields: a gate alone needs neither.
  const isMoreAsked = fields.length > 0 || k !== null || drift;
  const all = isMoreAsked ? await engine.compare(pair) : head;
  const scores = head.summary.scores.map((score) => ({
    name: score.name,
    at: all.summary.scores.findIndex(({ name }) => name === score.name),
  }));
  const sliced = [];
  for (const field of fields) {
    checkSliceField(field, all);
    for (const { name, at } of scores) {
      const slices = await evidence.slices({ score: at, inputs, field }, signal, () => undefined);
      sliced.push({ name, field, slices });
    }
  }
  const asked = k !== null || drift ? scores : [];
  const untold = isMoreAsked ? lacks : [];
  const more: { readonly name: string; readonly found: PairEvidence }[] = [];
  for (const { name, at } of asked)
    more.push({ name, found: await evidence.evidence({ score: at, inputs, k, drift }, signal) });
  return {
    json: {
      ...(untold.length === 0 ? {} : { not_recorded: untold }),
      ...(gate === null ? {} : { gate: toServiceGate(gate) }),
      ...(fields.length === 0
        ? {}
        : { slices: sliced.map((one) => toServiceSlices(one.name, one.field, one.slices)) }),
      ...(k === null ? {} : { pass_at_k: more.map(({ name, found }) => toServicePass(name, found.pass)) }),
      ...(drift ? { grader_drift: more.map(({ name, found }) => toServiceDrift(name, found)) } : {}),
    },
    text: [
      ...sliced.map((one) => renderSlices(one.name, one.field, one.slices, head)),
      ...(k === null ? [] : more.map(({ name, found }) => renderPass(name, found))),
      ...(drift && more.length > 0
        ? [`\n${more.map(({ name, found }) => renderDrift(name, found)).join("")}`]
        : []),
      ...untold.map(renderLack),
      ...(gate === null ? [] : [renderGate(gate)]),
    ].join(""),
    fails: gate?.verdict === "fail",
  };
}

function renderSlices(name: string, field: string, found: PairSlices, head: ComparisonHead): string {
  const { slices, values, level } = found;
  const title = `\n${inert(name, 40)} by ${inert(field, 40)}, what drives the change first (exploratory)${groupsOf(found)}\n`;
  if (values > MAX_SLICES)
    return `${title}${inert(field, 40)} has more than ${MAX_SLICES} different values.\n`;
  const style = head.summary.scores.find((score) => score.name === name);
  if (style === undefined || slices.length === 0) return `${title}No item is scored in both runs.\n`;
  const lines = slices.map((slice) => {
    const means = [slice.baseMean, slice.candidateMean];
    return [
      inert(partName(slice, LOCALE), 40),
      formatCount(slice.n, LOCALE),
      ...means.map((mean) => formatMeanBeside(mean, means, style, LOCALE)),
      formatScoreDelta(slice.delta, means, style, LOCALE),
      slice.interval.estimable ? formatScoreLimits(slice.interval, means, style, LOCALE) : NO_VALUE,
      slice.pAdjusted === null ? NO_VALUE : formatPValue(slice.pAdjusted, 1 - level, LOCALE),
      formatScoreDelta(slice.contribution, means, style, LOCALE),
    ];
  });
  const columns = ["VALUE", "N", "BASE", "CANDIDATE", "DELTA", "INTERVAL", "P ADJ.", "ADDS"];
  return title + table(columns, lines, [1, 2, 3, 4, 5, 6, 7]);
}

function groupsOf({ slices }: PairSlices): string {
  const groups = groupsSentence(slices);
  return groups === null ? "" : `; ${groups}`;
}

function renderPass(name: string, { pass }: PairEvidence): string {
  const sentence = `\n${inert(name, 40)}: ${passSentence(pass, LOCALE)}\n`;
  if (!pass.estimable) return sentence;
  const style = { kind: "boolean" } as const;
  const line = (which: "any" | "all", shares: PassShares): readonly string[] => {
    const means = [shares.base, shares.candidate];
    return [
      passName(which, pass.k),
      ...means.map((mean) => formatMeanBeside(mean, means, style, LOCALE)),
      formatScoreDelta(shares.delta, means, style, LOCALE),
      shares.interval.estimable ? formatScoreLimits(shares.interval, means, style, LOCALE) : NO_VALUE,
    ];
  };
  const columns = ["", "BASE", "CANDIDATE", "DELTA", "INTERVAL"];
  return sentence + table(columns, [line("any", pass.any), line("all", pass.all)], [1, 2, 3, 4]);
}

function renderDrift(name: string, { drift }: PairEvidence): string {
  return drift === null ? "" : `${inert(driftSentence(name, drift, LOCALE), 500)}\n`;
}

function renderLack(name: string): string {
  return `\n${inert(name, 40)} is not recorded in this result: there is nothing more to say of it.\n`;
}

function renderGate(gate: GateReport): string {
  const rules = gate.rules.map((rule) => `  ${inert(ruleSentence(rule, gate, LOCALE), 500)}\n`).join("");
  return `\nGate: ${gateSentence(gate, LOCALE)}\n${rules}`;
}
