import { allocateByFlow } from './allocate-by-flow';
import { allocateByProgram } from './allocate-by-program';
import { allocateGreedily } from './allocate-greedily';
import { type Allocation, type AllocationProblem, allocationOf } from './allocation-problem';
import type { IntegerSolver } from './integer-program';

/** Whether only an integer program proves an allocation best: three capped factors, or a minimum, a share or a budget. */
export function needsProgram({ caps, shares = [], minimum, budgets }: AllocationProblem): boolean {
  for (let i = 0; i < minimum.length; i++) if (minimum[i] > 1) return true;
  if (budgets.length > 0 || shares.some((share) => share !== null)) return true;
  return caps.filter((cap) => cap !== null).length > 2;
}

/**
 * The counts worth most, by the cheapest method that proves it: greedy by marginal gain for one capped factor (Fox 1966;
 * Federgruen & Groenevelt 1986), minimum-cost flow for two, else an integer program. `placed` is below an exact `total`
 * only where no more can be placed (or `limited` says that this is not proven). Deterministic.
 */
export function allocate(problem: AllocationProblem, solver: IntegerSolver): Allocation {
  if (needsProgram(problem)) return allocateByProgram(problem, solver);
  const capped = problem.caps.filter((cap) => cap !== null).length;
  if (capped <= 1) return allocationOf(problem, allocateGreedily(problem), null, 'greedy');
  return allocationOf(problem, allocateByFlow(problem), null, 'flow');
}
