import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { propose } from '@/server/core/schedule/propose';
import { ProposalRequest } from '@/server/core/schedule/schema';
import { LAB_CAPS } from './caps';
import { poolOf } from './matrix';
import { configurationAt, type Design, FACTORS, indexOf } from './world/design';

/** Swapping the place costs more than swapping the object. */
export const CHANGEOVER = { task: 1, object: 1, environment: 4, lighting: 2 } as const;

/** The factors of a design as the product takes them. */
export function factorsOf(design: Design) {
  return FACTORS.map((key) => ({
    key,
    name: key.charAt(0).toUpperCase() + key.slice(1),
    changeoverWeight: CHANGEOVER[key],
    levels: design[key].map(({ name }) => ({ name })),
  }));
}

/** The program of a design as the API takes it: its matrix under the default caps, and the label that it is simulated. */
export function programInput(design: Design, seed: number, people: readonly { name: string; roles: string[] }[]) {
  return {
    name: `Simulated lab: ${design.name}, seed ${seed}`,
    blockSize: 1,
    costPerDemonstrationMinor: 1500,
    costPerRoundMinor: 5000,
    factors: factorsOf(design),
    people,
    simulation: { design: design.name, seed, physics: 'light planar' },
  };
}

/** Where the lab's recordings say what they are: each factor's level is an attribute of the episode by the factor's name. */
export function mappingOf(
  design: Design,
  rest: { kind: 'demonstration' | 'probe_rollout'; checkpointId?: number; stationId?: number },
) {
  const rules = FACTORS.map((factor) => {
    const levels = Object.fromEntries(design[factor].map(({ name }) => [name, name]));
    return [factor, { by: 'attribute', name: factor, levels }];
  });
  return { ...rest, factors: Object.fromEntries(rules) };
}

/** Index of the configuration with these level names. Throws RangeError for a name the design does not have. */
export function indexNamed(design: Design, levels: Readonly<Record<string, string>>): number {
  const configuration = configurationAt(design, 0);
  for (const factor of FACTORS) {
    configuration[factor] = design[factor].findIndex(({ name }) => name === levels[factor]);
    if (configuration[factor] < 0) throw new RangeError(`${design.name} has no ${factor} "${levels[factor]}"`);
  }
  return indexOf(design, configuration);
}

/** A batch of the random arm: configuration indices drawn under the same caps that hold for the active one. */
export function randomBatch(design: Design, batch: number, seed: string): number[] {
  const pool = poolOf(design, batch);
  const { picks } = propose({
    request: ProposalRequest.parse({ demonstrations: batch, strategy: 'random', blockSize: 1, caps: LAB_CAPS, seed }),
    pool,
    ids: Float64Array.from(pool.room.keys()),
    scores: null,
    measured: null,
    similarity: anovaSimilarity(pool),
    confirmed: [],
    trainingSetSize: 0,
    bootstrapBelow: 0,
  });
  return picks.flatMap(({ index, demonstrations }) => new Array<number>(demonstrations).fill(index));
}
