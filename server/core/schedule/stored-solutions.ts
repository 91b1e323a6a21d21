import type { IntegerSolver, SolvedProgram } from './integer-program';

/** A solution that stands only because the solver stopped at its node limit, by the place of its program in a decision. */
export interface StoredSolution {
  call: number;
  solved: SolvedProgram;
}

/**
 * A solver that answers the programs of `stored` with what is stored, and notes in `limited` every answer that a node
 * limit cut short: another version of a solver may stop elsewhere, and a replay has to stand where the decision stood.
 */
export function withStored(solver: IntegerSolver, stored: readonly StoredSolution[]) {
  const known = new Map(stored.map(({ call, solved }) => [call, solved]));
  const limited: StoredSolution[] = [];
  let calls = 0;
  const answer: IntegerSolver = (program, nodes) => {
    const call = calls++;
    const solved = known.get(call) ?? solver(program, nodes);
    if (solved.status === 'limit') limited.push({ call, solved });
    return solved;
  };
  return { solver: answer, limited };
}
