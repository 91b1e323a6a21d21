import type { Arm } from '../collect/words';
import { seededRandom } from '../numeric/random';
import { type Axis, type AxisTerms, axisValue } from './axis';
import { type Band, type BandKind, bandOf } from './band';
import { type CollectedResult, type Collection, collectionsOf } from './collections';
import { type ArmComparison, compareArms } from './compare-arms';
import { type CurvePoint, curveOf, type Line } from './curve';
import type { PairedRuns } from './demonstrations-saved';

export const NOT_RANDOM = ['subset', 'unlisted'] as const;

/**
 * Why a run is not the random arm it is said to be of: it was trained on a random subset of what was collected, or nobody
 * listed its episodes, so that nobody knows how they were picked.
 */
export type NotRandom = (typeof NOT_RANDOM)[number];

/** What one evaluation says, with the run its checkpoint belongs to. */
export interface EvaluationOfRun {
  runId: number | null;
  arm: Arm | null;
  seed: number | null;
  strategy: string | null;
  demonstrations: number | null;
  /** Hash of the training set's episodes; null when only its size was declared. */
  collection: string | null;
  /** Levels swapped between the training set's recordings; null without a list. */
  changeovers: number | null;
  successes: number;
  trials: number;
  /** Bare counts: drawn, never paired. */
  aggregate: boolean;
  notRandom?: NotRandom | null;
}

/** One arm's lines under one strategy: over collections, or over the training seeds of one. */
export interface ArmLines {
  readonly arm: Arm;
  readonly strategy: string;
  readonly kind: BandKind;
  readonly lines: readonly {
    readonly seed: number;
    readonly points: readonly CurvePoint[];
    readonly line: Line;
    /** Every point rests on trials. */
    readonly pairable: boolean;
  }[];
  readonly band: Band;
}

/** An active strategy against the random arm. */
export interface StrategyEfficiency {
  readonly active: ArmLines;
  /** Null without a seed that both have, or without a common range. */
  readonly comparison: ArmComparison | null;
}

/** Evaluations that no figure rests on, by why. */
export interface LeftOut {
  noRun: number;
  unknownTrainingSet: number;
  noTrials: number;
  /** Of the random arm by name alone. */
  randomSubset: number;
  unlistedRandom: number;
}

export interface Efficiency {
  readonly random: ArmLines | null;
  readonly strategies: readonly StrategyEfficiency[];
  /** Where there is no random arm, what goes by its name: to look at, compared with nothing. */
  readonly standIn: { readonly why: NotRandom; readonly lines: ArmLines } | null;
  /** Evaluations left out, and why. */
  readonly leftOut: LeftOut;
}

/** One arm held against a baseline other than random. */
export interface HeldAgainst {
  readonly lines: ArmLines;
  readonly comparison: ArmComparison | null;
}

type Placed = EvaluationOfRun & CollectedResult & { arm: Arm };

/**
 * Success against demonstrations (or hours, or money) for the arms of one panel, each active strategy against the random
 * arm. Checkpoints without a run, with an unknown training set or not known to be of the random arm they are said to be of
 * are left out and counted; runs are paired by seed, and runs trained on one collection never count as several.
 */
export function efficiencyOf(
  evaluations: readonly EvaluationOfRun[],
  { axis, terms, target = null }: { axis: Axis; terms: AxisTerms; target?: number | null },
): Efficiency {
  const leftOut = { noRun: 0, unknownTrainingSet: 0, noTrials: 0, randomSubset: 0, unlistedRandom: 0 };
  const placed: Placed[] = [];
  const byName: Record<NotRandom, Placed[]> = { subset: [], unlisted: [] };
  for (const evaluation of evaluations) {
    const { runId, arm, seed } = evaluation;
    if (runId === null || arm === null) leftOut.noRun++;
    else if (evaluation.demonstrations === null) leftOut.unknownTrainingSet++;
    else if (evaluation.trials === 0) leftOut.noTrials++;
    else {
      const { notRandom } = evaluation;
      if (notRandom) leftOut[notRandom === 'subset' ? 'randomSubset' : 'unlistedRandom']++;
      (notRandom ? byName[notRandom] : placed).push({ ...evaluation, runId, arm, seed: seed ?? 0 });
    }
  }
  const of = (arm: Arm) => placed.filter((row) => row.arm === arm);
  const random = of('random').length > 0 ? armLines('random', 'random', of('random'), axis, terms) : null;
  const names = [...new Set(of('active').map(({ strategy }) => strategy ?? ''))];
  const strategies = names.map((name): StrategyEfficiency => {
    const rows = of('active').filter(({ strategy }) => (strategy ?? '') === name);
    const active = armLines('active', name, rows, axis, terms);
    return { active, comparison: random && comparedWith(active, random, target) };
  });
  const why = (['unlisted', 'subset'] as const).find((one) => byName[one].length > 0);
  const standIn = !random && why ? { why, lines: armLines('random', why, byName[why], axis, terms) } : null;
  return { random, strategies, standIn, leftOut };
}

/**
 * Every other arm, random among them, against the runs of one active strategy such as stratified random, paired by seed.
 * Null where none of that name was evaluated. What was saved is told against random alone; this only compares strategies.
 */
export function heldAgainst(
  { random, strategies }: Pick<Efficiency, 'random' | 'strategies'>,
  baseline: string,
  target: number | null = null,
): HeldAgainst[] | null {
  const active = strategies.map((one) => one.active);
  const against = active.find(({ strategy }) => strategy === baseline);
  if (!against) return null;
  const others = [...(random ? [random] : []), ...active.filter((lines) => lines !== against)];
  return others.map((lines) => ({ lines, comparison: comparedWith(lines, against, target) }));
}

function armLines(arm: Arm, strategy: string, rows: readonly Placed[], axis: Axis, terms: AxisTerms): ArmLines {
  const collections = collectionsOf(rows);
  const alone = collections.length === 1 && collections[0].runIds.length > 1;
  const kind: BandKind = alone ? 'one-collection' : 'runs';
  const units: readonly Collection[] = alone
    ? collections[0].runIds.map((runId) => {
        const own = rows.filter((row) => row.runId === runId);
        return { runIds: [runId], seeds: [own[0].seed], points: curveOf(own) };
      })
    : collections;
  const lines = units.map(({ runIds, seeds, points }) => {
    const own = rows.filter((row) => runIds.includes(row.runId));
    return {
      seed: seeds[0],
      points,
      line: lineOn(axis, points, own, arm, terms),
      pairable: own.every((row) => !row.aggregate),
    };
  });
  const drawn = lines.map(({ line }) => line).filter((line) => line.x.length > 0);
  return { arm, strategy, kind, lines, band: bandOf(drawn, kind) };
}

function lineOn(axis: Axis, points: readonly CurvePoint[], rows: readonly Placed[], arm: Arm, terms: AxisTerms): Line {
  const placed = points.flatMap(({ demonstrations, successes, trials }, rounds) => {
    const changeovers = rows.find((row) => row.demonstrations === demonstrations)?.changeovers ?? null;
    const x = axisValue(axis, { demonstrations, changeovers, rounds }, arm, terms);
    return x === null ? [] : [{ x, y: successes / trials }];
  });
  return { x: placed.map(({ x }) => x), y: placed.map(({ y }) => y) };
}

/** Pairs by seed; `baseline` stands where a comparison speaks of random. */
function comparedWith(active: ArmLines, baseline: ArmLines, target: number | null): ArmComparison | null {
  const left = baseline.lines.filter((line) => line.pairable && line.line.x.length > 0);
  const pairs: PairedRuns[] = [];
  for (const { seed, line, pairable } of active.lines) {
    const at = pairable && line.x.length > 0 ? left.findIndex((one) => one.seed === seed) : -1;
    if (at < 0) continue;
    const [other] = left.splice(at, 1);
    pairs.push({ seed: String(seed), active: line, random: other.line });
  }
  const basis = active.kind === 'runs' && baseline.kind === 'runs' ? 'runs' : 'one-collection';
  return pairs.length > 0 ? compareArms(pairs, seededRandom('efficiency'), { basis, target }) : null;
}
