import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { hasScale } from './frozen-scale';

/** Whether a scoring of this checkpoint can be divided by a frozen scale. Throws DomainError not_found. */
export async function scalable(ctx: ProgramContext, checkpointId: number): Promise<boolean> {
  return hasScale(ctx, await checkpointOf(ctx, checkpointId));
}
