import { DomainError } from '../core/errors';
import { batchRows } from '../core/policy/batch-rows';
import { memberProblems } from '../core/policy/compare-members';
import {
  type Ensemble,
  type EnsembleRuntime,
  type MemberFile,
  type Predictions,
  preparationsOf,
} from '../core/policy/ensemble';
import type { PolicyGraph } from '../core/policy/graph';
import { type OnnxLimits, type OnnxProcess, startOnnxProcess } from './onnx-process';

const DEFAULT_LIMITS: OnnxLimits = { memoryBytes: 3 * 2 ** 30, answerMs: 120_000 };

/** Members as ONNX files, run by onnxruntime on one thread in a process of their own. */
export function onnxRuntime(limits: Partial<OnnxLimits> = {}): EnsembleRuntime {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  return {
    async inspect(files) {
      // One process for all of them: to start it takes longer than to read a model.
      const child = startOnnxProcess(bounds);
      try {
        const graphs: PolicyGraph[] = [];
        for (const { path, name } of files)
          graphs.push((await child.ask({ kind: 'inspect', path, name })) as PolicyGraph);
        return graphs;
      } finally {
        child.kill();
      }
    },
    async open(members) {
      if (members.length === 0) throw new DomainError('invalid', 'A checkpoint needs at least one member to be run.');
      const { preparations, of } = preparationsOf(members.map((member) => member.card));
      refuse(memberProblems(members.map(({ name, card }) => ({ name, card, graph: null }))));
      const child = startOnnxProcess(bounds);
      try {
        const graphs = (await child.ask({ kind: 'open', members: [...members], preparationOf: of })) as PolicyGraph[];
        // Small members open faster than the regular looks at memory come.
        await child.weigh();
        refuse(memberProblems(members.map(({ name, card }, m) => ({ name, card, graph: graphs[m] }))));
      } catch (error) {
        child.kill();
        throw error;
      }
      return ensembleIn(child, members, preparations);
    },
  };
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new DomainError('invalid', problems.slice(0, 3).join(' '), { problems });
}

function ensembleIn(
  child: OnnxProcess,
  members: readonly MemberFile[],
  preparations: Ensemble['preparations'],
): Ensemble {
  const [{ card }] = members;
  const maxRows = batchRows(members.map((member) => member.card));
  return {
    members: members.length,
    samples: card.samples,
    horizon: card.executedSteps,
    dims: card.actions.length,
    maxRows,
    preparations,
    async predict(batch) {
      if (batch.rows < 1 || batch.rows > maxRows)
        throw new DomainError('invalid', `A batch holds 1 to ${maxRows} steps of these members, not ${batch.rows}.`);
      return (await child.ask({ kind: 'predict', batch })) as Predictions;
    },
    close: () => child.close(),
    kill: () => child.kill(),
  };
}
