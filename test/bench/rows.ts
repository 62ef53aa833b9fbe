// Made-up NeMo row scores for benchmarks: about 900 bytes a row, 4 scores, the same items whatever the seed.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { chance } from "./chance.ts";

const WORDS =
  "the quick answer about storage limits depends on accounts billing retention webhooks regions café naïve Größe and on how long a bucket is kept".split(
    " ",
  );

function words(next: () => number, count: number): string {
  return Array.from({ length: count }, () => WORDS[Math.floor(next() * WORDS.length)]).join(" ");
}

/** How rows differ from the usual ones of 900 bytes and 4 scores. */
export interface RowShape {
  readonly outputWords?: number;
  /** Numbers besides the usual four. */
  readonly scores?: number;
}

/** Writes `rows` rows. Items depend on the row alone, outputs and scores on the seed too. */
export async function writeRows(
  path: string,
  rows: number,
  seed: number,
  shape: RowShape = {},
): Promise<void> {
  const stream = createWriteStream(path);
  for (let i = 0; i < rows; i++) {
    const ofItem = chance(i);
    const ofRun = chance(i * 7919 + seed * 104_729 + 1);
    const row = {
      row_index: i,
      item: { id: i, question: words(ofItem, 24), expected: words(ofItem, 8), topic: words(ofItem, 1) },
      sample: { output_text: words(ofRun, shape.outputWords ?? 48) },
      metrics: {
        "default/quality": [
          { name: "correctness", value: Math.round(ofRun() * 100) / 100 },
          { name: "faithfulness", value: 1 + Math.floor(ofRun() * 5) },
          { name: "format_ok", value: ofRun() > 0.1 },
          { name: "latency", value: ofRun() * 3 },
          ...Array.from({ length: shape.scores ?? 0 }, (_, k) => ({
            name: `check_${k}`,
            value: Math.round(ofRun() * 100) / 100,
          })),
        ],
      },
      requests: [],
      metric_errors: null,
    };
    if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}
