// The engine's side of its channel, the same on every host.
import type { Engine } from "../app/engine.ts";
import { copyRows } from "../app/export/viewRows.ts";
import { scorePasses } from "../app/results/runPass.ts";
import { runTrend } from "../app/results/runTrend.ts";
import { remoteRow } from "../app/rows/remoteRow.ts";
import { rowSheet, rowText, rowTrials, rowValue } from "../app/rows/rowSheets.ts";
import { DEFAULT_COMPARISON } from "../core/compare/compareTypes.ts";
import type { ImportProgress } from "../core/importTypes.ts";
import { type Server, serve, type Transport } from "../protocol/channel.ts";
import type { EngineContract } from "../protocol/engine.ts";

/** Answers every request of the contract with the engine. */
export function serveEngine(transport: Transport, engine: Engine): Server<EngineContract> {
  return serve<EngineContract>(transport, {
    ping: () => null,
    list: (query) => engine.list(query),
    groups: (query) => engine.groups(query),
    find: (query) => engine.find(query),
    annotate: (request) => engine.annotate(request),
    annotateRows: (request) => engine.beside.annotate(request),
    sameItems: ({ id, rows }) => engine.beside.sameItems(id, rows),
    rowNotes: ({ id }) => engine.beside.notes(id),
    whereElse: ({ id, index }, { signal, progress }) =>
      engine.beside.elsewhere.find(id, index, signal, (value) => progress(value)),
    run: ({ id }) => engine.run(id),
    origin: ({ id }) => engine.origin(id),
    rows: ({ id, query }, { signal }) => engine.rows(id, query, signal),
    locate: async ({ id, search }, { signal }) => (await engine.pages(id)).locate(search, signal),
    moreFields: async ({ id }) => (await engine.pages(id)).fields.more(),
    slices: async ({ id, query }, { signal, progress }) =>
      (await engine.pages(id)).slices(query, signal, (rows) => progress(rows)),
    boxes: async ({ id, query }, { signal, progress }) =>
      (await engine.pages(id)).boxes(query, signal, (rows) => progress(rows)),
    passes: async ({ id, score }) =>
      scorePasses({ stored: (await engine.pages(id)).stored, run: await engine.run(id) }, score),
    trend: ({ id, query }) => runTrend(engine, id, query),
    copyRows: async ({ id, query }, { signal }) => copyRows(await engine.pages(id), query, signal),
    row: ({ id, index }) => engine.row(id, index),
    sheet: async ({ id, index }) => rowSheet(await engine.pages(id), index),
    rowText: async ({ id, ...piece }) => rowText(await engine.pages(id), piece),
    rowValue: async ({ id, index, path, from }) => rowValue(await engine.pages(id), index, path, from),
    rowTrials: async ({ id, index }) => rowTrials(await engine.pages(id), index),
    inspect: ({ path }) => engine.inspect(path),
    import: ({ path, options }, { signal, progress }) =>
      engine.import(path, options, { signal, progress: (value: ImportProgress) => progress(value) }),
    compare: (pair) => engine.compare(pair),
    compareRows: ({ pair, query }, { signal }) => engine.compareRows(pair, query, signal),
    compareSome: async ({ pair, inputs, method }, { signal }) =>
      (await engine.comparison(pair)).summaryOf(
        inputs,
        signal,
        method && { ...DEFAULT_COMPARISON, ...method },
      ),
    comparePlot: async ({ pair, query }, { signal }) =>
      (await engine.comparison(pair)).evidence.plot(query, signal),
    compareSlices: async ({ pair, query }, { signal, progress }) =>
      (await engine.comparison(pair)).evidence.slices(query, signal, (rows) => progress(rows)),
    compareEvidence: async ({ pair, query }, { signal }) =>
      (await engine.comparison(pair)).evidence.evidence(query, signal),
    compareGate: async ({ pair, choice }) => (await engine.comparison(pair)).evidence.gate(choice),
    compareInputs: (pair, { signal }) => engine.compareInputs(pair, signal),
    compareRow: async ({ pair, position }) => (await engine.comparison(pair)).joined.detail(position),
    exportRun: async ({ id, path, options }, { signal }) => ({
      bytes: await engine.writeExport(path, await engine.exportRun(id, options, signal)),
    }),
    exportComparison: async ({ pair, path, options }, { signal }) => ({
      bytes: await engine.writeExport(path, await engine.exportComparison(pair, options, signal)),
    }),
    compareMany: ({ set, method, ...choice }, { signal }) => {
      const options = method && { options: { ...DEFAULT_COMPARISON, ...method } };
      return engine.many.head(set, { ...choice, ...options }, signal);
    },
    manyRows: ({ set, query }, { signal }) => engine.many.rows(set, query, signal),
    manyRow: ({ set, position }) => engine.many.row(set, position),
    manyFlips: ({ set, rule, inputs }, { signal }) => engine.many.flips(set, rule, inputs, signal),
    manyInputs: (set, { signal }) => engine.many.inputs(set, signal),
    exportMany: async ({ set, path, options }, { signal }) => ({
      bytes: await engine.writeExport(path, await engine.many.export(set, options, signal)),
    }),
    comparisons: () => engine.saved.list(),
    findComparison: ({ name }) => engine.saved.find(name),
    saveComparison: ({ name, choice }) => engine.saved.save(name, choice),
    renameComparison: ({ from, to }) => engine.saved.rename(from, to),
    removeComparison: ({ name }) => engine.saved.remove(name),
    putComparisonBack: async ({ name, text, isOver }) => {
      await engine.saved.putBack(name, text, isOver);
      return null;
    },
    remove: async ({ ids }) => {
      await engine.remove(ids);
      return null;
    },
    restore: async ({ ids }) => {
      await engine.restore(ids);
      return null;
    },
    trash: () => engine.trash(),
    tidy: (limits) => engine.tidy(limits),
    emptyTrash: () => engine.emptyTrash(),
    stamp: () => engine.stamp(),
    metrics: () => engine.metrics(),
    withPrimaryScore: (change) => engine.withPrimaryScore(change),
    setBaseline: async (change) => {
      await engine.setBaseline(change);
      return null;
    },
    useConnections: ({ connections }) => {
      engine.services.use(connections);
      return null;
    },
    remoteState: ({ connection }, { signal }) => engine.services.state(connection, signal),
    remoteList: ({ connection, query }, { signal }) => engine.services.list(connection, query, signal),
    remoteResult: ({ ref }, { signal }) => engine.services.retrieve(ref, signal),
    pull: ({ refs }, { signal, progress }) => engine.services.pull(refs, { signal, progress }),
    remoteRemove: ({ refs }, { signal }) => engine.services.remove(refs, signal),
    remoteRunsOf: ({ connection, evaluation }, { signal }) =>
      engine.services.evaluationsOf(connection).runsOf(evaluation, signal),
    remoteObjects: ({ ref }, { signal }) =>
      engine.services.evaluationsOf(ref.connection).objectsOf(ref.workspace, ref.name, signal),
    remoteRemovePredictions: async ({ connection, workspace, ids }, { signal }) => {
      await engine.services.evaluationsOf(connection).removePredictions(workspace, ids, signal);
      return null;
    },
    remoteRow: async ({ id, index }) => remoteRow(await engine.origin(id), await engine.row(id, index)),
    check: ({ repair }, { signal }) => engine.check(repair, signal),
  });
}
