import type { Fault } from '../core/errors';
import { type BatchQuestion, decide, judge } from '../core/schedule/decide';
import type { IntegerSolver } from '../core/schedule/integer-program';
import type { ReplayInputs } from '../core/schedule/replay-inputs';
import { whatIf } from '../core/schedule/what-if';

/** What the deciding process can be asked, and what it makes of it. */
export const PLANNER_TASKS = {
  decide: ({ inputs }: { inputs: ReplayInputs }, solver: IntegerSolver) => decide(inputs, solver),
  judge: ({ question }: { question: BatchQuestion }, solver: IntegerSolver) => judge(question, solver),
  whatIf: ({ inputs, weights }: { inputs: ReplayInputs; weights: readonly number[] }, solver: IntegerSolver) =>
    whatIf(inputs, weights, solver),
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
