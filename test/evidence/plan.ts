import { type ArmOrder, armsOf, DEFAULT_EXPERIMENT } from '@/server/core/experiment/arms';
import type { Experiment } from '@/server/core/experiment/schema';
import { DEFAULT_STRATEGY } from '@/server/core/schedule/schema';

/** Strategies of the table, random collection first. */
export const STRATEGIES = [
  'random',
  'stratified-random',
  'k-center',
  'top-k',
  'dpp',
  'success-gain',
] as const satisfies Experiment['strategies'];

/** The strategy that is also tried without caps, to show what they cost. */
export const WITHOUT_CAPS = DEFAULT_STRATEGY;

/** Generated designs that no strategy was tuned on. */
export const HELD_OUT = Array.from({ length: 10 }, (_, n) => `random:${100 + n}`);

export const NAMED = ['skew', 'het', 'pocket', 'flat'];

/** What is asked of one run of the evidence. */
export interface EvidenceRequest {
  designs: readonly string[];
  seeds: number;
  /** Named designs that are tried in MuJoCo; the others run in the light physics. */
  mujoco: readonly string[];
}

/** One part of the table: its arms are compared pair by pair, over seeds or, for generated designs, over designs. */
export interface Part {
  title: string;
  physics: Experiment['physics'];
  pairs: 'seeds' | 'designs';
  orders: ArmOrder[];
}

/** The parts of a table, each with every order it needs. Generated designs make one part of a seed each. */
export function partsOf({ designs, seeds, mujoco }: EvidenceRequest): Part[] {
  const generated = designs.filter((name) => name.startsWith('random:'));
  const ordersOf = (design: string, physics: Experiment['physics'], count: number) => {
    const experiment = {
      ...DEFAULT_EXPERIMENT,
      design,
      physics,
      seeds: Array.from({ length: count }, (_, seed) => seed),
    };
    return [
      ...armsOf({ ...experiment, strategies: STRATEGIES }),
      ...armsOf({ ...experiment, strategies: [WITHOUT_CAPS], capped: false }),
    ];
  };
  const parts = designs
    .filter((name) => !generated.includes(name))
    .map((design): Part => {
      const physics = mujoco.includes(design) ? 'mujoco' : 'light';
      return { title: design, physics, pairs: 'seeds', orders: ordersOf(design, physics, seeds) };
    });
  if (generated.length > 0)
    parts.push({
      title: generated.length === 1 ? generated[0] : `${generated[0]} to ${generated[generated.length - 1]}`,
      physics: 'light',
      pairs: 'designs',
      orders: generated.flatMap((design) => ordersOf(design, 'light', 1)),
    });
  return parts;
}
