import { anovaSimilarity } from '../acquisition/kernel';
import { type Proposal, propose } from './propose';
import type { ReplayInputs } from './replay-inputs';

/** The pure decision on stored inputs; proposing and replaying both go through here. */
export function decide(inputs: ReplayInputs): Proposal {
  return propose({ ...inputs, similarity: anovaSimilarity(inputs.pool) });
}
