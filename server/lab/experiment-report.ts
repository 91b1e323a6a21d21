import { aulc } from '@/server/core/evaluation/aulc';
import { compareArms } from '@/server/core/evaluation/compare-arms';
import type { Line } from '@/server/core/evaluation/curve';
import { demonstrationsToTarget } from '@/server/core/evaluation/demonstrations-to-target';
import { signFlipP } from '@/server/core/evaluation/sign-flip';
import { seededRandom } from '@/server/core/numeric/random';
import { mean, variance } from '@/server/core/numeric/variance';
import type { FinishedArm } from './run-experiment';

/** Paired differences to random collection, seed by seed. */
interface AgainstRandom {
  /** Seeds that both have; everything here is over these alone. */
  pairs: number;
  /** Active minus random success after the last round, in points; standard error over seeds. */
  finalPoints: number;
  finalError: number | null;
  /** Active minus random area under the curve, in points. */
  areaPoints: number;
  areaError: number | null;
  /** Seeds that end higher; an equal one counts half. */
  wins: number;
  /** Exact two-sided sign-flip p of the final differences; null above 22 seeds. */
  p: number | null;
  /** Demonstrations at which the mean curve matches random's last mean; null when it never does. */
  reach: number | null;
}

/** One strategy over all seeds of an experiment. */
export interface StrategyReport {
  strategy: string;
  seeds: number;
  demonstrations: number[];
  /** Mean success over seeds after each training, 0 to 1. */
  curve: number[];
  area: number;
  /** Null for random itself and where random was not run. */
  against: AgainstRandom | null;
}

const lineOf = ({ result }: FinishedArm): Line => ({
  x: result.demonstrations,
  y: result.successes.map((count) => count / result.trials),
});

/** What an experiment shows, strategy by strategy in the order given. A strategy may lack seeds that others have. */
export function reportOf(arms: readonly FinishedArm[]): StrategyReport[] {
  const strategies = [...new Set(arms.map(({ order }) => order.strategy))];
  const bySeed = (strategy: string) =>
    new Map(arms.filter(({ order }) => order.strategy === strategy).map((arm) => [arm.order.seed, lineOf(arm)]));
  const random = bySeed('random');
  return strategies.map((strategy) => {
    const lines = bySeed(strategy);
    const all = [...lines.values()];
    const { x, y: curve } = meanOf(all);
    const area = mean(all.map((line) => aulc(line, [x[0], x[x.length - 1]]))) as number;
    const against = strategy === 'random' || random.size === 0 ? null : differences(lines, random);
    return { strategy, seeds: lines.size, demonstrations: x, curve, area, against };
  });
}

function differences(lines: ReadonlyMap<number, Line>, random: ReadonlyMap<number, Line>): AgainstRandom | null {
  const pairs = [...lines].flatMap(([seed, active]) => {
    const baseline = random.get(seed);
    return baseline ? [{ seed: String(seed), active, random: baseline }] : [];
  });
  const compared = compareArms(pairs, seededRandom('experiment'));
  if (!compared) return null;
  const last = ({ y }: Line) => y[y.length - 1];
  const final = pairs.map((pair) => last(pair.active) - last(pair.random));
  const area = compared.areas.map((one) => one.active - one.random);
  const target = mean(pairs.map((pair) => last(pair.random))) as number;
  return {
    pairs: pairs.length,
    finalPoints: 100 * (mean(final) as number),
    finalError: standardError(final),
    areaPoints: 100 * (mean(area) as number),
    areaError: standardError(area),
    wins: final.reduce((wins, value) => wins + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0),
    p: final.length <= 22 ? signFlipP(final) : null,
    reach: demonstrationsToTarget(meanOf(pairs.map(({ active }) => active)), target),
  };
}

/** The mean of lines over the same x. */
function meanOf(lines: readonly Line[]): { x: number[]; y: number[] } {
  const x = [...lines[0].x];
  return { x, y: x.map((_, at) => mean(lines.map(({ y }) => y[at])) as number) };
}

/** Standard error of the mean, in points; null for a single value. */
function standardError(values: readonly number[]): number | null {
  const spread = variance(values, 1);
  return spread === null ? null : 100 * Math.sqrt(spread / values.length);
}
