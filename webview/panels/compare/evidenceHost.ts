// What the tabs of a pair ask of the host: a panel of two runs asks about its pair, one of several about the chosen candidate.
import type {
  EvidenceQuery,
  GateReport,
  PairEvidence,
  PairedPlot,
  PairQuery,
  PairSliceQuery,
  PairSlices,
} from "../../../src/core/compare/evidenceTypes.ts";

export interface EvidenceHost {
  plot(query: PairQuery, signal: AbortSignal): Promise<PairedPlot>;
  slices(query: PairSliceQuery, signal: AbortSignal, onRows: (read: number) => void): Promise<PairSlices>;
  evidence(query: EvidenceQuery, signal: AbortSignal): Promise<PairEvidence>;
  gate(rules: readonly string[]): Promise<GateReport>;
  copy(text: string): void;
}
