import { DomainError } from '../core/errors';
import { decide } from '../core/schedule/decide';
import type { ReplayInputs } from '../core/schedule/replay-inputs';
import type { PlannerReply } from './planner-messages';

process.once('message', (inputs: ReplayInputs) => {
  process.send?.(answer(inputs), () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));

function answer(inputs: ReplayInputs): PlannerReply {
  try {
    return { kind: 'proposal', proposal: decide(inputs) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'refused', fault: error.fault, message: error.message, details: error.details };
  }
}
