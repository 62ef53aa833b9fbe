// The catalogue's SQL and the evaluation in memory are one query model: the same answer in the same order, whatever is asked
// of whatever results.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../../src/core/problem.ts";
import { groupResults } from "../../../src/core/results/groupResults.ts";
import { parseQuery, selectResults } from "../../../src/core/results/parseQuery.ts";
import { GROUPINGS, type ResultQuery } from "../../../src/core/results/resultQuery.ts";
import { NO_NOTES, withNotes } from "../../../src/core/results/runNotes.ts";
import type { ImportedRun, RunSummary } from "../../../src/core/run.ts";
import { nodeParts } from "../../../src/node/nodeParts.ts";
import { putNotes } from "../../../src/store/catalogueNotes.ts";
import { groupRuns, orderedIds, ResultPages } from "../../../src/store/catalogueQueries.ts";
import { addRuns } from "../../../src/store/catalogueWrites.ts";
import { Database } from "../../../src/store/database.ts";
import { notesText } from "../../../src/store/notesFile.ts";
import { aQuery, type StoredSubject, someSubjects } from "../../support/queryBuilders.ts";
import { WASM_FOLDER } from "../../support/storeSupportNode.ts";

let database: Database;
beforeAll(async () => {
  database = Database.empty(await nodeParts(WASM_FOLDER).loadSql());
});
afterAll(() => database.close());

/** Puts results into the empty catalogue; gives them as people see them. */
function fill(subjects: readonly StoredSubject[]): readonly RunSummary[] {
  for (const table of ["run", "run_score", "label", "notes", "tag"]) database.run(`DELETE FROM ${table}`);
  const origin = { fileName: "f", sizeBytes: 1, identity: "i", roles: null };
  addRuns(
    database,
    subjects.map(({ run }) => ({ run: run as ImportedRun, origin, skipped: [] })),
  );
  return subjects.map(({ run, notes }) => {
    if (notes !== null)
      putNotes(database, run.id, {
        text: notesText(run.id, notes, {}),
        sizeBytes: 1,
        modifiedMs: 1,
        isSettled: true,
      });
    return withNotes(run, notes ?? NO_NOTES);
  });
}

/** What a question gives, or the sentence that refuses it. */
function answered(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

function inSql(query: ResultQuery): unknown {
  return answered(() => {
    const pages = new ResultPages();
    const parsed = parseQuery(query);
    const first = pages.page(database, 1, parsed);
    // The second time the whole order is at hand.
    pages.page(database, 1, { ...parsed, page: 2 });
    expect(pages.page(database, 1, parsed)).toEqual(first);
    return first;
  });
}

function inMemory(all: readonly RunSummary[], query: ResultQuery): unknown {
  return answered(() => {
    const { items, total } = selectResults(all, parseQuery(query));
    return { runs: items, total };
  });
}

describe("SQL and memory", () => {
  it("give the same page, in the same order, or the same refusal", () => {
    let found = 0;
    let refused = 0;
    fc.assert(
      fc.property(someSubjects, fc.array(aQuery, { minLength: 4, maxLength: 4 }), (subjects, queries) => {
        const all = fill(subjects);
        for (const query of queries) {
          const expected = inMemory(all, query);
          if (typeof expected === "string") refused++;
          else found++;
          expect(inSql(query)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
    // Both kinds of answer were met.
    expect(found).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(10);
  });

  it("give the same groups, and each group's filter lists just that group", () => {
    fc.assert(
      fc.property(someSubjects, aQuery, fc.constantFrom(...GROUPINGS), (subjects, query, by) => {
        const all = fill(subjects);
        const { condition } = parseQuery({ ...query, sort: null });
        const groups = groupRuns(database, { by, timeZone: "America/New_York" }, condition);
        expect(groups).toEqual(groupResults(all, { by, timeZone: "America/New_York" }, condition));
        for (const { filter, count } of groups) {
          const both = {
            ...query,
            filter: query.filter ? { $and: [query.filter, filter] } : filter,
            sort: null,
          };
          expect(orderedIds(database, parseQuery(both))).toHaveLength(count);
        }
      }),
      { numRuns: 150 },
    );
  });
});
