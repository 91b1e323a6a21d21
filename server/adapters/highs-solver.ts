import loadHighs from 'highs';
import type { IntegerSolver, LinearProgram, SolvedProgram } from '../core/schedule/integer-program';

/** One thread is all this build has. No time limit: the same program gives the same answer on a slow machine. */
const OPTIONS = {
  output_flag: false,
  random_seed: 0,
  mip_rel_gap: 1e-9,
  mip_abs_gap: 1e-9,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
};

/** HiGHS in WebAssembly behind the solver's port. Loading is asynchronous; each solve blocks, so it belongs off the web process. */
export async function highsSolver(): Promise<IntegerSolver> {
  const highs = await loadHighs();
  const { modelStatus, objectiveSense, solutionStatus } = highs.constants;

  const sourceOf = (program: LinearProgram) => ({
    numCols: program.worth.length,
    numRows: program.rowLower.length,
    sense: objectiveSense.maximize,
    colCost: program.worth,
    colLower: new Float64Array(program.worth.length),
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: 'csc' as const,
      numRows: program.rowLower.length,
      numCols: program.worth.length,
      starts: program.starts,
      indices: program.rows,
      values: program.values,
    },
    ...(program.whole.some((one) => one !== 0) ? { integrality: program.whole } : {}),
  });

  return (program, nodes) =>
    highs.withModel(sourceOf(program), (model): SolvedProgram => {
      model.options.set({ ...OPTIONS, mip_max_nodes: nodes });
      // Throws what HiGHS calls an error; a limit is none.
      const { modelStatus: status } = model.run();
      if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) {
        return { status: 'infeasible', x: null, bound: null, rowDuals: null };
      }
      const isWhole = program.whole.some((one) => one !== 0);
      const solution = model.getSolution();
      const found = Number(model.info.get('primal_solution_status')) === solutionStatus.feasible;
      const bound = Number(model.info.get(isWhole ? 'mip_dual_bound' : 'objective_function_value'));
      return {
        status: status === modelStatus.optimal ? 'optimal' : 'limit',
        x: found ? Array.from(solution.colValue) : null,
        bound: Number.isFinite(bound) ? bound : null,
        rowDuals: isWhole ? null : Array.from(solution.rowDual),
      };
    });
}
