import type { Fault } from '../core/errors';
import { decide } from '../core/schedule/decide';
import type { ReplayInputs } from '../core/schedule/replay-inputs';
import { whatIf } from '../core/schedule/what-if';

/** What the deciding process can be asked, and what it makes of it. */
export const PLANNER_TASKS = {
  decide: ({ inputs }: { inputs: ReplayInputs }) => decide(inputs),
  whatIf: ({ inputs, weights }: { inputs: ReplayInputs; weights: readonly number[] }) => whatIf(inputs, weights),
};
export type PlannerTask = keyof typeof PLANNER_TASKS;
export type PlannerAsk<T extends PlannerTask> = Parameters<(typeof PLANNER_TASKS)[T]>[0];
export type PlannerResult<T extends PlannerTask> = ReturnType<(typeof PLANNER_TASKS)[T]>;

/** One question, as it is sent. */
export type PlannerQuestion = { [T in PlannerTask]: { task: T; ask: PlannerAsk<T> } }[PlannerTask];

/** What the deciding process answers: the result, or the refusal as a DomainError's parts. Any other error ends it. */
export type PlannerReply<T extends PlannerTask = PlannerTask> =
  | { kind: 'result'; result: PlannerResult<T> }
  | { kind: 'refused'; fault: Fault; message: string; details?: Record<string, unknown> };
