import { layersOf, parameterCount, type Widths } from './network';
import { floats, graph, integers, model, node } from './onnx-writer';

/** Adam's constants (Kingma & Ba 2015). */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** What a training graph is built for. `batch` is rows per step and member. */
export interface TrainingShape {
  widths: Widths;
  members: number;
  batch: number;
}

/** The nodes of one Adam step: minibatch, forward, backward, update. Values are named after what they hold; `d` marks a gradient. */
function stepNodes({ widths, members, batch }: TrainingShape) {
  const layers = layersOf(widths);
  const last = layers.length - 1;
  const constants: Uint8Array[] = [];
  const nodes: Uint8Array[] = [];
  const emit = (op: string, inputs: string[], output: string, attributes = {}) => {
    nodes.push(node(op, inputs, [output], attributes));
    return output;
  };
  const constant = (name: string, value: number) => {
    constants.push(floats(name, [], Float32Array.of(value)));
    return name;
  };
  const transposed = (name: string) => emit('Transpose', [name], `${name}_t`, { perm: [0, 2, 1] });

  constants.push(
    integers(
      'sizes',
      layers.flatMap((l) => [l.inputs * l.outputs, l.outputs]),
    ),
  );
  constants.push(integers('rows_axis', [1]), integers('flat', [members, -1]));
  const split = layers.flatMap((_, i) => [`w${i}_flat`, `b${i}_flat`]);
  nodes.push(node('Split', ['theta', 'sizes'], split, { axis: 1 }));
  emit('Gather', ['observations', 'rows'], 'a0');
  emit('Gather', ['targets', 'rows'], 'wanted');
  layers.forEach((l, i) => {
    constants.push(
      integers(`w${i}_shape`, [members, l.inputs, l.outputs]),
      integers(`b${i}_shape`, [members, 1, l.outputs]),
    );
    emit('Reshape', [`w${i}_flat`, `w${i}_shape`], `w${i}`);
    emit('Reshape', [`b${i}_flat`, `b${i}_shape`], `b${i}`);
    emit('Add', [emit('MatMul', [`a${i}`, `w${i}`], `m${i}`), `b${i}`], `z${i}`);
    if (i < last) emit('Relu', [`z${i}`], `a${i + 1}`);
  });
  emit('Sub', [`z${last}`, 'wanted'], 'error');
  emit('ReduceMean', [emit('Mul', ['error', 'error'], 'error2')], 'loss', { axes: [1, 2], keepdims: 0 });
  emit('Mul', ['error', constant('slope', 2 / (batch * layers[last].outputs))], `dz${last}`);
  for (let i = last; i >= 0; i--) {
    const dw = emit('MatMul', [transposed(`a${i}`), `dz${i}`], `dw${i}`);
    const db = emit('ReduceSum', [`dz${i}`, 'rows_axis'], `db${i}`, { keepdims: 0 });
    emit('Reshape', [dw, 'flat'], `dw${i}_flat`);
    emit('Reshape', [db, 'flat'], `db${i}_flat`);
    if (i === 0) break;
    const da = emit('MatMul', [`dz${i}`, transposed(`w${i}`)], `da${i}`);
    // The output of a ReLU is never negative, so this is its sign, which is the derivative; `Sign` itself is slow.
    emit(
      'Mul',
      [da, emit('HardSigmoid', [`a${i}`], `on${i}`, { alpha: { float: 3e38 }, beta: { float: 0 } })],
      `dz${i - 1}`,
    );
  }
  emit(
    'Concat',
    layers.flatMap((_, i) => [`dw${i}_flat`, `db${i}_flat`]),
    'gradient',
    { axis: 1 },
  );

  // Sums where Adam has averages: what the averages would be divided by stands in the scalars of the step.
  const sum = (state: string, keep: number, value: string, name: string) =>
    emit('Add', [emit('Mul', [state, constant(`${name}_keep`, keep)], `${name}_old`), value], name);
  sum('mean', ADAM.beta1, 'gradient', 'mean_out');
  sum('square', ADAM.beta2, emit('Mul', ['gradient', 'gradient'], 'gradient2'), 'square_out');
  const root = emit('Mul', [emit('Sqrt', ['square_out'], 'root'), 'root_weight'], 'root_weighted');
  const move = emit('Div', ['mean_out', emit('Add', [root, 'floor'], 'below')], 'move');
  const kept = emit('Mul', ['theta', 'shrink'], 'theta_kept');
  emit('Sub', [kept, move], 'theta_out');
  return { nodes, constants };
}

/**
 * A model whose single run is a whole training of an ensemble: a Scan over minibatch steps of Adam with decoupled weight decay on
 * the mean squared error (gradients written out by hand). Inputs: `observations` [N, D], `targets` [N, K]; state `theta_in`,
 * `mean_in`, `square_in` [members, P]; per step `rows_all` int32 [steps, members, batch] and the scalars of the update, each [steps]:
 * θ ← θ · `shrink_all` − m / (√s · `root_weight_all` + `floor_all`) for m and s, the decayed sums of gradients and their squares.
 * Outputs: `theta_final`, `mean_final`, `square_final` [members, P] and `losses` [steps, members].
 */
export function trainingModel(shape: TrainingShape): Uint8Array {
  const { widths, members, batch } = shape;
  const state = [members, parameterCount(widths)];
  const { nodes, constants } = stepNodes(shape);
  const carried = ['theta', 'mean', 'square'];
  const scalars = ['root_weight', 'floor', 'shrink'];
  const float = (name: string, dims: readonly (number | string)[]) => ({ name, type: 'float32' as const, shape: dims });
  const body = graph('adam_step', {
    nodes,
    constants,
    inputs: [
      ...carried.map((name) => float(name, state)),
      { name: 'rows', type: 'int32', shape: [members, batch] },
      ...scalars.map((name) => float(name, [])),
    ],
    outputs: [...carried.map((name) => float(`${name}_out`, state)), float('loss', [members])],
  });
  const inputs = [
    ...carried.map((name) => float(`${name}_in`, state)),
    { name: 'rows_all', type: 'int32' as const, shape: ['steps', members, batch] },
    ...scalars.map((name) => float(`${name}_all`, ['steps'])),
  ];
  const outputs = [...carried.map((name) => float(`${name}_final`, state)), float('losses', ['steps', members])];
  const scan = node(
    'Scan',
    inputs.map((v) => v.name),
    outputs.map((v) => v.name),
    { body, num_scan_inputs: 1 + scalars.length },
  );
  return model(
    graph('training', {
      nodes: [scan],
      constants: [],
      inputs: [float('observations', ['n', widths[0]]), float('targets', ['n', widths[widths.length - 1]]), ...inputs],
      outputs,
    }),
  );
}
