import { DomainError } from '../core/errors';
import type { IntegerSolver } from '../core/schedule/integer-program';
import { highsSolver } from './highs-solver';
import {
  PLANNER_TASKS,
  type PlannerQuestion,
  type PlannerReply,
  type PlannerResult,
  type PlannerTask,
} from './planner-messages';

process.once('message', async (question: PlannerQuestion) => {
  const reply = answer(question, await highsSolver());
  process.send?.(reply, () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));

function answer(question: PlannerQuestion, solver: IntegerSolver): PlannerReply {
  try {
    return { kind: 'result', result: resultOf(question, solver) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'refused', fault: error.fault, message: error.message, details: error.details };
  }
}

function resultOf(question: PlannerQuestion, solver: IntegerSolver): PlannerResult<PlannerTask> {
  switch (question.task) {
    case 'decide':
      return PLANNER_TASKS.decide(question.ask, solver);
    case 'judge':
      return PLANNER_TASKS.judge(question.ask, solver);
    case 'whatIf':
      return PLANNER_TASKS.whatIf(question.ask, solver);
  }
}
