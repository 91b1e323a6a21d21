import type { RandomNode } from './onnx-facts';
import type { TensorSpec } from './schema';

/** What an ONNX file says about itself. Free dimensions of outputs are filled in by a trial run where one was possible. */
export interface PolicyGraph {
  inputs: TensorSpec[];
  outputs: TensorSpec[];
  /** Version of the default operator set; null where the file does not say. */
  opset: number | null;
  /** Rows the graph takes at once; null = any number. */
  batch: number | null;
  /** Names of the files beside the model that hold its weights. */
  externalData: string[];
}

/** A sentence that refuses a graph which draws random numbers of its own and names the first of those nodes, or null. */
export function ownRandomness(draws: readonly RandomNode[]): string | null {
  if (draws.length === 0) return null;
  const [{ operator, name }, ...others] = draws;
  const node = name ? `${operator} in node "${name}"` : operator;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const way =
    operator === 'Dropout'
      ? 'Export it with dropout switched off, or with its masks as an input that the card maps to dropout;'
      : 'Export it with its noise as an input that the card maps to noise, which all members then share;';
  return (
    `This policy draws random numbers of its own (${node}${more}), so that two runs on one observation differ and no ` +
    `score could be made again. ${way} or run the policy yourself and post its recorded predictions.`
  );
}

/** A sentence that refuses a graph which hands a state from one step to the next, or null. */
export function recurrence(
  inputs: readonly TensorSpec[],
  outputs: readonly TensorSpec[],
  operators: ReadonlySet<string>,
) {
  const cells = ['LSTM', 'GRU', 'RNN'].filter((operator) => operators.has(operator));
  const advice =
    'Rota asks every member about single observations and cannot carry a state along an episode: ' +
    'run the policy yourself and post its recorded predictions.';
  if (cells.length > 0) return `This policy is recurrent (${cells.join(', ')} in its graph). ${advice}`;
  const pairs = inputs.flatMap((input) => {
    const partner = outputs.find((output) => isStatePair(input, output));
    return partner ? [`"${input.name}" → "${partner.name}"`] : [];
  });
  return pairs.length > 0 ? `This policy hands a state on from step to step (${pairs.join(', ')}). ${advice}` : null;
}

const STATE_IN =
  /^(?:h|c|hx|cx|hidden|hidden_state|cell|cell_state|rnn_state|lstm_state|gru_state|memory|h_?[0t]|c_?[0t])(?:_?(?:in|prev|0))?$/;
const STATE_OUT =
  /^(?:h|c|hx|cx|hidden|hidden_state|cell|cell_state|rnn_state|lstm_state|gru_state|memory|h_?[nt1]|c_?[nt1]|(?:new|next)_.+)(?:_?(?:out|next|new|n|1))?$/;

/** A state input has a state-like name and an output of the same shape that is named like its successor. */
function isStatePair(input: TensorSpec, output: TensorSpec): boolean {
  const a = input.name.toLowerCase();
  const b = output.name.toLowerCase();
  const root = (name: string) => name.replace(/(?:^|_)(?:in|prev|out|next|new)(?=_|$)/g, '').replace(/^_|_$/g, '');
  const named =
    (STATE_IN.test(a) && STATE_OUT.test(b) && a[0] === b.replace(/^(?:new|next)_/, '')[0]) ||
    (a !== b && /(?:^|_)(?:in|prev)(?:_|$)/.test(a) && /(?:^|_)(?:out|next|new)(?:_|$)/.test(b) && root(a) === root(b));
  return named && input.shape.length === output.shape.length;
}
