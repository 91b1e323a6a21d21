import { anovaSimilarity } from '../acquisition/kernel';
import type { Feasibility } from './certificate';
import { feasibility } from './feasibility';
import type { IntegerSolver } from './integer-program';
import type { Pool } from './pool';
import { type Proposal, type ProposeInput, propose } from './propose';
import type { ReplayInputs } from './replay-inputs';
import type { Caps, Limits } from './schema';
import { withStored } from './stored-solutions';

/**
 * The pure decision on stored inputs; proposing and replaying both go through here. Whoever does not read what constraints
 * cost says `priced: false`: the picks are the same.
 */
export function decide(
  inputs: ReplayInputs,
  solver: IntegerSolver,
  { priced }: Pick<ProposeInput, 'priced'> = {},
): Proposal {
  const { solver: recorded, limited } = withStored(solver, inputs.solutions ?? []);
  const proposal = propose({ ...inputs, similarity: anovaSimilarity(inputs.pool), solver: recorded, priced });
  return { ...proposal, solutions: limited };
}

/** A batch and what it has to fit under. */
export interface BatchQuestion {
  pool: Pool;
  demonstrations: number;
  caps: Caps;
  limits: Limits;
  blockSize: number;
}

/** Whether a batch fits under its caps and limits, otherwise why not and what would. */
export function judge({ pool, demonstrations, ...question }: BatchQuestion, solver: IntegerSolver): Feasibility {
  return feasibility(pool, demonstrations, question.caps, { ...question, solver });
}
