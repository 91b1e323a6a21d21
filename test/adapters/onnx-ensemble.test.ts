import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onnxRuntime } from '@/server/adapters/onnx-ensemble';
import { draftCard } from '@/server/core/policy/draft-card';
import { type Ensemble, EnsembleLost, type MemberFile } from '@/server/core/policy/ensemble';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { PolicyCard } from '@/server/core/policy/schema';
import type { Feature, Signal } from '@/server/core/recording/source';

const samples = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data');
const onnx = path.join(samples, 'onnx');
const runtime = onnxRuntime();

interface Wiring {
  input: string;
  width: number;
  batch?: number;
  output: string;
  dims: number;
}

function cardOf({ input, width, batch, output, dims }: Wiring, rest: Partial<PolicyCard> = {}): PolicyCard {
  return PolicyCard.parse({
    inputs: [
      {
        name: input,
        dtype: 'float32',
        shape: [batch ?? 'batch', width],
        source: { kind: 'feature', feature: 'observation' },
      },
    ],
    output: { name: output },
    chunkLength: 1,
    executedSteps: 1,
    actions: Array.from({ length: dims }, (_, d) => ({ name: `a${d}` })),
    ...rest,
  });
}

const GO2 = cardOf({ input: 'obs', width: 40, output: 'actions', dims: 12 });
const G1 = cardOf({ input: 'actor_obs', width: 82, batch: 1, output: 'action', dims: 23 });

const go2Members = (card = GO2): MemberFile[] =>
  [0, 1, 2].map((m) => ({ name: `member-${m}`, path: path.join(onnx, 'go2-trot-x3', `member-${m}.onnx`), card }));
const g1Members = (): MemberFile[] =>
  ['0013000', '0016000', '0019000', '0050000'].map((step) => ({
    name: step,
    path: path.join(onnx, 'g1-23dof-x4-batch1', `model_${step}.onnx`),
    card: G1,
  }));

/** A smooth, bounded signal, the same on every run. */
function waves(frames: number, width: number): Signal {
  return {
    frames,
    shape: [width],
    values: Float32Array.from({ length: frames * width }, (_, i) => Math.sin(i * 0.37)),
  };
}

const one = (signal: Signal) => [
  { key: 0, frames: signal.frames, signals: new Map([['observation', signal]]), noiseSeed: 'test' },
];

async function valuesOf(ensemble: Ensemble, signal: Signal, batchRows?: number): Promise<number[][]> {
  const byMember: number[][] = Array.from({ length: ensemble.members }, () => []);
  for await (const { predictions } of predictEpisodes(ensemble, one(signal), { batchRows })) {
    const size = predictions.values.length / predictions.members;
    for (let m = 0; m < predictions.members; m++)
      byMember[m].push(...predictions.values.subarray(m * size, (m + 1) * size));
  }
  return byMember;
}

describe.skipIf(!existsSync(path.join(samples, 'go2-rollouts')))('three Go2 policies over their rollouts', () => {
  interface Expected {
    rollouts: { demo: number; T: number; mean_var: number; max_var: number }[];
  }
  let expected: Expected;
  let episodes: { key: number; frames: number; signals: Map<string, Signal>; noiseSeed: string }[];

  beforeAll(async () => {
    const folder = path.join(samples, 'go2-rollouts');
    expected = JSON.parse(await readFile(path.join(folder, 'expected-scores.json'), 'utf8'));
    await h5wasm.ready;
    const file = new h5wasm.File(path.join(folder, 'rollouts.hdf5'), 'r');
    episodes = expected.rollouts.map(({ demo, T }) => {
      const dataset = file.get(`data/demo_${demo}/obs/policy_obs`);
      if (!(dataset instanceof h5wasm.Dataset)) throw new Error(`demo_${demo} has no observations`);
      const signal: Signal = { frames: T, shape: [40], values: Float32Array.from(dataset.value as Float32Array) };
      return { key: demo, frames: T, signals: new Map([['observation', signal]]), noiseSeed: '' };
    });
    file.close();
  });

  test('variance over members, averaged over dimensions, has the known mean and maximum of each of 70 rollouts', async () => {
    const ensemble = await runtime.open(go2Members());
    const perStep = new Map<number, number[]>();
    for await (const { key, predictions } of predictEpisodes(ensemble, episodes, { batchRows: 100 })) {
      const { members, rows, dims, values } = predictions;
      const steps = perStep.get(key) ?? [];
      for (let r = 0; r < rows; r++) {
        let sum = 0;
        for (let d = 0; d < dims; d++) {
          const x = Array.from({ length: members }, (_, m) => values[(m * rows + r) * dims + d]);
          const mean = x.reduce((a, b) => a + b) / members;
          sum += x.reduce((a, b) => a + (b - mean) ** 2, 0) / members;
        }
        steps.push(sum / dims);
      }
      perStep.set(key, steps);
    }
    await ensemble.close();
    for (const { demo, T, mean_var, max_var } of expected.rollouts) {
      const steps = perStep.get(demo) ?? [];
      expect(steps).toHaveLength(T);
      expect(Math.abs(steps.reduce((a, b) => a + b) / T - mean_var)).toBeLessThan(1e-5);
      expect(Math.abs(Math.max(...steps) - max_var)).toBeLessThan(1e-5);
    }
  });
});

describe.skipIf(!existsSync(onnx))('real policy files', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'rota-onnx-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  test('a file tells its inputs, outputs with trial-run sizes, operator set and batch', async () => {
    const [graph] = await runtime.inspect([{ name: 'member-0', path: path.join(onnx, 'go2-trot-x3/member-0.onnx') }]);
    expect(graph).toMatchObject({ opset: 17, batch: null, externalData: [] });
    expect(graph.inputs).toEqual([{ name: 'obs', dtype: 'float32', shape: ['batch_size', 40] }]);
    expect(graph.outputs.map(({ name, shape }) => [name, shape[1]])).toEqual([
      ['actions', 12],
      ['std', 12],
    ]);
  });

  test('a graph fixed at one row is looped and answers the same whatever the batch', async () => {
    const ensemble = await runtime.open(g1Members());
    const signal = waves(37, 82);
    const whole = await valuesOf(ensemble, signal);
    expect(whole[0]).toHaveLength(37 * 23);
    expect(await valuesOf(ensemble, signal, 5)).toEqual(whole);
    expect(whole[0]).not.toEqual(whole[3]);
    await ensemble.close();
  });

  test('weights in a file beside the model are found, and their absence is said by name', async () => {
    const folder = path.join(onnx, 'misc/external-weights');
    const card = cardOf({ input: 'obs', width: 96, batch: 1, output: 'actions', dims: 29 });
    const ensemble = await runtime.open([{ name: 'external', path: path.join(folder, 'policy.onnx'), card }]);
    expect((await valuesOf(ensemble, waves(3, 96)))[0].every(Number.isFinite)).toBe(true);
    await ensemble.close();
    const alone = path.join(scratch, 'policy.onnx');
    await copyFile(path.join(folder, 'policy.onnx'), alone);
    await expect(runtime.inspect([{ name: 'policy.onnx', path: alone }])).rejects.toThrow(
      /weights are in policy\.onnx\.data: add that file/,
    );
  });

  test('two inputs and five outputs: the step index is made and the named output taken', async () => {
    const file = path.join(onnx, 'misc/two-inputs-five-outputs.onnx');
    const [, graph] = await runtime.inspect([go2Members()[0], { name: 'tracker', path: file }]);
    expect([graph.inputs.length, graph.outputs.length, graph.batch]).toEqual([2, 5, 1]);
    const features: Feature[] = [{ name: 'observation', dtype: 'float32', shape: [154], names: null, readable: true }];
    const { card, questions } = draftCard(graph, features);
    expect(questions).toEqual([]);
    expect(card?.inputs.map((input) => input.source.kind)).toEqual(['feature', 'step']);
    expect(card?.actions).toHaveLength(29);
    const ensemble = await runtime.open([{ name: 'tracker', path: file, card: PolicyCard.parse(card) }]);
    expect((await valuesOf(ensemble, waves(4, 154)))[0]).toHaveLength(4 * 29);
    await ensemble.close();
  });

  test('statistics of the output bring actions back to their units', async () => {
    const mean = Array.from({ length: 12 }, (_, d) => d);
    const std = Array.from({ length: 12 }, (_, d) => 0.5 + d);
    const scaled = cardOf(
      { input: 'obs', width: 40, output: 'actions', dims: 12 },
      { output: { name: 'actions', firstStep: 0, normalisation: { kind: 'mean_std', mean, std } } },
    );
    const [raw, real] = await Promise.all([runtime.open(go2Members()), runtime.open(go2Members(scaled))]);
    const [a, b] = [await valuesOf(raw, waves(5, 40)), await valuesOf(real, waves(5, 40))];
    for (const [i, value] of a[1].entries()) expect(b[1][i]).toBeCloseTo(value * std[i % 12] + mean[i % 12], 4);
    await Promise.all([raw.close(), real.close()]);
  });

  test('a text file and a cut model are refused in a sentence', async () => {
    const file = path.join(scratch, 'text.onnx');
    await writeFile(file, 'version https://git-lfs.github.com/spec/v1');
    await expect(runtime.inspect([go2Members()[0], { name: 'text.onnx', path: file }])).rejects.toThrow(
      /text\.onnx is not a whole ONNX model \(42 bytes\)/,
    );
    const cut = path.join(scratch, 'cut.onnx');
    await writeFile(cut, (await readFile(path.join(onnx, 'go2-trot-x3/member-0.onnx'))).subarray(0, 100_000));
    await expect(runtime.inspect([{ name: 'cut.onnx', path: cut }])).rejects.toThrow(
      /cut\.onnx is not a whole ONNX model/,
    );
  });

  test('members of different shapes are refused with the figures', async () => {
    await expect(runtime.open([go2Members()[0], g1Members()[0]])).rejects.toThrow(
      'member-0 has 12 action dimensions, 0013000 has 23',
    );
    const lied = cardOf({ input: 'obs', width: 40, output: 'actions', dims: 7 });
    await expect(runtime.open(go2Members(lied))).rejects.toThrow(
      'member-0 predicts 12 action dimensions, its card names 7.',
    );
  });

  test('a process killed in the middle of a run is an error here, and the next one works', async () => {
    const ensemble = await runtime.open(g1Members());
    const running = valuesOf(ensemble, waves(3000, 82));
    setTimeout(() => ensemble.kill(), 50);
    await expect(running).rejects.toThrow(EnsembleLost);
    await expect(valuesOf(ensemble, waves(1, 82))).rejects.toThrow(EnsembleLost);
    const next = await runtime.open(g1Members());
    expect((await valuesOf(next, waves(1, 82)))[0]).toHaveLength(23);
    await next.close();
  });

  test('too much memory and too long a wait end the process, not this one', async () => {
    const starved = onnxRuntime({ memoryBytes: 8 * 2 ** 20 });
    await expect(starved.open(go2Members())).rejects.toMatchObject({ fault: 'infeasible' });
    const hurried = onnxRuntime({ answerMs: 1 });
    await expect(hurried.open(go2Members())).rejects.toThrow(/gave no answer for 0\.001 s/);
  });
});
