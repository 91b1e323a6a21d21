import { DomainError } from '../core/errors';
import { PLANNER_TASKS, type PlannerQuestion, type PlannerReply } from './planner-messages';

process.once('message', (question: PlannerQuestion) => {
  process.send?.(answer(question), () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));

function answer(question: PlannerQuestion): PlannerReply {
  try {
    const result = question.task === 'decide' ? PLANNER_TASKS.decide(question.ask) : PLANNER_TASKS.whatIf(question.ask);
    return { kind: 'result', result };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'refused', fault: error.fault, message: error.message, details: error.details };
  }
}
