import type { PickKind } from '../collect/words';
import type { StrategyName } from '../schedule/schema';
import { allocator } from './allocator';
import { badge } from './badge';
import { kMeans, kMedoids } from './cluster-strategies';
import { dpp, dppMap } from './dpp';
import { expectedModelChange } from './expected-model-change';
import { facilityLocationStrategy } from './facility-location';
import { kCenter } from './k-center';
import { queryByCommittee } from './query-by-committee';
import { randomStrategy } from './random';
import { rankedBatchStrategy } from './ranked-batch';
import type { Strategy } from './strategy';
import { stratifiedRandom } from './stratified-random';
import { stream } from './stream';
import { successGain } from './success-gain';
import { topK } from './top-k';
import { densityWeighted, hybrid, taskBalanced } from './weighted';

export interface StrategyEntry {
  select: Strategy;
  title: string;
  /** One sentence for the person who chooses. */
  description: string;
  /** What its blocks count as in a schedule. */
  kind: PickKind;
  reads: Reads;
}

/** What a strategy goes by of rollouts: nothing, how they ended (their scores where none has ended), or their scores. */
type Reads = 'nothing' | 'outcomes' | 'scores';

const entry = (kind: PickKind, reads: Reads, select: Strategy, title: string, description: string): StrategyEntry => ({
  select,
  title,
  description,
  kind,
  reads,
});

/** Every query strategy by name. */
export const strategies: Record<StrategyName, StrategyEntry> = {
  'success-gain': entry(
    'scored',
    'outcomes',
    successGain,
    'Expected success',
    'Where a demonstration should turn most failures into successes, over everything that shares its levels.',
  ),
  dpp: entry(
    'scored',
    'scores',
    dpp,
    'Disagreement and variety',
    'High disagreement, but no two blocks that would teach the same thing.',
  ),
  'top-k': entry(
    'scored',
    'scores',
    topK,
    'Highest disagreement',
    'The configurations the policies disagree on most, one by one.',
  ),
  'k-center': entry(
    'coverage',
    'nothing',
    kCenter,
    'Coverage',
    'Each block as far as possible from everything already recorded; scores are not used.',
  ),
  random: entry(
    'random',
    'nothing',
    randomStrategy,
    'Random',
    'Any configuration the limits allow, each batch as likely as any other.',
  ),
  'stratified-random': entry(
    'coverage',
    'nothing',
    stratifiedRandom,
    'Stratified random',
    'Random, but dealt evenly over the levels of every factor.',
  ),
  'query-by-committee': entry(
    'scored',
    'scores',
    queryByCommittee,
    'Query by committee',
    'Where the members say the most different things, whatever is still uncertain about that.',
  ),
  'expected-model-change': entry(
    'scored',
    'scores',
    expectedModelChange,
    'Expected model change',
    'Where new demonstrations would move the policy most.',
  ),
  'k-means': entry(
    'coverage',
    'nothing',
    kMeans,
    'Cluster middles',
    'The middle of as many groups of similar configurations as there are blocks.',
  ),
  'k-medoids': entry(
    'coverage',
    'scores',
    kMedoids,
    'Representatives',
    'Configurations that stand for the others with the least distance, uncertain ones counting more.',
  ),
  'dpp-map': entry(
    'scored',
    'scores',
    dppMap,
    'Variety without repeats',
    'As disagreement and variety, but no configuration twice while others add something.',
  ),
  badge: entry(
    'scored',
    'scores',
    badge,
    'Gradient variety',
    'Drawn so that blocks pull the policy hard and in different directions.',
  ),
  'density-weighted': entry(
    'scored',
    'scores',
    densityWeighted,
    'Disagreement where it is used',
    'Disagreement times how often the configuration occurs in use, or, where that is not known, how typical it is of the matrix.',
  ),
  'ranked-batch': entry(
    'scored',
    'scores',
    rankedBatchStrategy,
    'Explore, then exploit',
    'Far from recordings while there are few, uncertain once there are many.',
  ),
  'task-balanced': entry(
    'scored',
    'scores',
    taskBalanced,
    'Balanced tasks',
    'Disagreement, with tasks that have few recordings catching up.',
  ),
  stream: entry(
    'scored',
    'scores',
    stream,
    'Stream',
    'Configurations pass by in random order; those above a moving threshold are taken.',
  ),
  hybrid: entry(
    'scored',
    'scores',
    hybrid,
    'Disagreement and novelty',
    'Disagreement and distance from what is recorded, in the shares you set.',
  ),
  'facility-location': entry(
    'scored',
    'scores',
    facilityLocationStrategy,
    'Best stand-ins',
    'Blocks that together stand for the uncertain parts of the matrix.',
  ),
  allocator: entry(
    'scored',
    'scores',
    allocator,
    'Best total',
    'The highest total worth with diminishing returns, improved by exchanges under the caps.',
  ),
};
