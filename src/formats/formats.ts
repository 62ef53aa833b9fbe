// The formats that the product reads, most specific first: detection takes the first that recognises the file.
import { Problem } from "../core/problem.ts";
import type { FormatRegistry, ResultFormat } from "../core/resultFormat.ts";
import { guessRoles } from "./guessRoles.ts";
import { lmEvalSamples } from "./lmEvalSamples.ts";
import { nemoRows } from "./nemoRows.ts";
import { plainCsv, plainJsonl } from "./plainRows.ts";
import { weaveRows } from "./weaveRows.ts";

export const FORMATS: readonly ResultFormat[] = [nemoRows, lmEvalSamples, weaveRows, plainJsonl, plainCsv];

/** The registry of these formats. */
export const formatRegistry: FormatRegistry = {
  detect: (probe) => FORMATS.find((format) => format.detect(probe)) ?? null,
  byId(id) {
    const format = FORMATS.find((one) => one.id === id);
    if (format === undefined)
      throw new Problem(
        "badInput",
        `No format named ${id}. Formats: ${FORMATS.map((one) => one.id).join(", ")}.`,
      );
    return format;
  },
  hasColumns: (format) => format === plainJsonl || format === plainCsv,
  guessRoles,
};
