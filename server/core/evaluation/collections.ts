import { type CurvePoint, curveOf, type EvaluationResult } from './curve';

/** An evaluation of a run, with the collection its training set stands for. */
export interface CollectedResult extends EvaluationResult {
  readonly runId: number;
  readonly seed: number;
  /** Hash of the training set's episodes; null when only its size was declared. */
  readonly collection: string | null;
}

/** One collection of an arm: its runs differ by training seed and trials alone. */
export interface Collection {
  readonly runIds: readonly number[];
  readonly seeds: readonly number[];
  /** Evaluations of equal size pooled over the runs. */
  readonly points: readonly CurvePoint[];
}

/**
 * The runs of one arm as collections: runs whose largest training sets hold the same episodes were trained on one
 * collection and say nothing of how the next would have gone. Runs without a list of episodes stand alone.
 */
export function collectionsOf(results: readonly CollectedResult[]): Collection[] {
  const runs = new Map<number, CollectedResult[]>();
  for (const result of results) runs.set(result.runId, [...(runs.get(result.runId) ?? []), result]);
  const groups = new Map<string, CollectedResult[]>();
  for (const [runId, rows] of runs) {
    const largest = rows.reduce((most, row) => ((row.demonstrations ?? 0) > (most.demonstrations ?? 0) ? row : most));
    const key = largest.collection ?? `run ${runId}`;
    groups.set(key, [...(groups.get(key) ?? []), ...rows]);
  }
  return [...groups.values()].map((rows) => ({
    runIds: [...new Set(rows.map(({ runId }) => runId))],
    seeds: [...new Set(rows.map(({ seed }) => seed))],
    points: curveOf(rows),
  }));
}
