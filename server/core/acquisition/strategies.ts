import type { PickKind } from '../collect/words';
import type { StrategyName } from '../schedule/schema';
import { dpp } from './dpp';
import { kCenter } from './k-center';
import { randomStrategy } from './random';
import type { Strategy } from './strategy';
import { topK } from './top-k';

export interface StrategyEntry {
  select: Strategy;
  title: string;
  /** One sentence for the person who chooses. */
  description: string;
  /** What its blocks count as in a schedule. */
  kind: PickKind;
}

/** Every query strategy by name. */
export const strategies: Record<StrategyName, StrategyEntry> = {
  random: {
    select: randomStrategy,
    title: 'Random',
    description: 'Any configuration the limits allow, each batch as likely as any other.',
    kind: 'random',
  },
  'top-k': {
    select: topK,
    title: 'Highest disagreement',
    description: 'The configurations the policies disagree on most, one by one.',
    kind: 'scored',
  },
  dpp: {
    select: dpp,
    title: 'Disagreement and variety',
    description: 'High disagreement, but no two blocks that would teach the same thing.',
    kind: 'scored',
  },
  'k-center': {
    select: kCenter,
    title: 'Coverage',
    description: 'Each block as far as possible from everything already recorded; scores are not used.',
    kind: 'coverage',
  },
};
