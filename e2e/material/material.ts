import type { TypedFactor } from '../pages/new-program-page';

/** What a journey works with: a matrix, rollouts of a policy, and the policy's members. */
export interface Material {
  program: string;
  slug: string;
  /** Where each factor's level is read from in the recording, by the label of that choice. */
  factors: readonly (TypedFactor & { from: string })[];
  /** A factor of five levels: its cap of 20 % holds only in batches that five divides. */
  capped: string;
  recording: string;
  rollouts: number;
  frames: number;
  members: readonly string[];
  checkpoint: string;
}
