import type { PolicyGraph } from './graph';
import type { CardAction, PolicyCard } from './schema';

const kindOf = ({ kind, wraps }: CardAction) => wraps ?? kind;

const shapeOf = (shape: readonly (number | string)[]) => `[${shape.join(', ')}]`;

/** Rows and action dimensions of an output: rank 2 is (batch, dims), a chunk of 1; rank 3 (batch, chunk, dims). Null for other ranks. */
export function chunkShape(
  shape: readonly (number | string)[],
): { chunk: number | string; dims: number | string } | null {
  if (shape.length === 2) return { chunk: 1, dims: shape[1] };
  if (shape.length === 3) return { chunk: shape[1], dims: shape[2] };
  return null;
}

/**
 * Why these members cannot be compared, one sentence each with the figures; empty when they can. Members may differ
 * in inputs and statistics, but must predict the same action dimensions over the same executed steps.
 */
export function memberProblems(
  members: readonly { name: string; graph: PolicyGraph | null; card: PolicyCard }[],
): string[] {
  const problems: string[] = [];
  for (const { name, graph, card } of members) {
    const output = graph?.outputs.find((candidate) => candidate.name === card.output.name);
    if (graph && !output)
      problems.push(
        `${name} has no output "${card.output.name}"; it has ${graph.outputs.map((o) => `"${o.name}"`).join(', ')}.`,
      );
    for (const input of graph?.inputs ?? [])
      if (!card.inputs.some((mapped) => mapped.name === input.name))
        problems.push(`${name} needs its input "${input.name}" ${shapeOf(input.shape)}, which its card does not map.`);
    if (!output) continue;
    const shape = chunkShape(output.shape);
    if (!shape)
      problems.push(`${name} predicts ${shapeOf(output.shape)}; actions are [batch, dims] or [batch, chunk, dims].`);
    else {
      if (typeof shape.dims === 'number' && shape.dims !== card.actions.length)
        problems.push(`${name} predicts ${shape.dims} action dimensions, its card names ${card.actions.length}.`);
      if (typeof shape.chunk === 'number' && shape.chunk !== card.chunkLength)
        problems.push(`${name} predicts chunks of ${shape.chunk}, its card says ${card.chunkLength}.`);
    }
  }
  const [first, ...others] = members;
  for (const other of others) {
    const differs = (what: string, a: number, b: number) => {
      if (a !== b)
        problems.push(`${first.name} has ${a} ${what}, ${other.name} has ${b}: members of one checkpoint must agree.`);
    };
    differs('action dimensions', first.card.actions.length, other.card.actions.length);
    differs('executed steps', first.card.executedSteps, other.card.executedSteps);
    differs('samples per observation', first.card.samples, other.card.samples);
    const mismatch = first.card.actions.findIndex(
      (a, d) => other.card.actions[d] && kindOf(a) !== kindOf(other.card.actions[d]),
    );
    if (mismatch >= 0)
      problems.push(
        `Action dimension ${mismatch} is a ${kindOf(first.card.actions[mismatch])} in ${first.name} and a ${kindOf(other.card.actions[mismatch])} in ${other.name}.`,
      );
  }
  return problems;
}
