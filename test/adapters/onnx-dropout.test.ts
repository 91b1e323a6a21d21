import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onnxRuntime } from '@/server/adapters/onnx-ensemble';
import { fillDropout } from '@/server/core/policy/noise';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { PolicyCard } from '@/server/core/policy/schema';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { unitScale } from '@/server/core/uncertainty/scale';
import { signalsOfMoments } from '@/server/core/uncertainty/signals';
import { floats, node } from '@/server/lab/onnx-writer';
import { flag, fourInFourOut, named, WEIGHTS } from '../support/small-graphs';

const runtime = onnxRuntime();
const PASSES = 6;
const KEEP = 0.5;
const FRAMES = 5;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rota-dropout-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function kept(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

const input = (name: string, source: PolicyCard['inputs'][number]['source']) => ({
  name,
  dtype: 'float32',
  shape: ['rows', 4],
  source,
});
const card = PolicyCard.parse({
  inputs: [
    input('state', { kind: 'feature', feature: 'state', scale: 1 }),
    input('mask', { kind: 'dropout', keep: KEEP }),
  ],
  output: { name: 'actions' },
  chunkLength: 1,
  executedSteps: 1,
  samples: PASSES,
  actions: ['x', 'y', 'z', 'w'].map((name) => ({ name })),
});
const state = { frames: FRAMES, shape: [4], values: Float32Array.from({ length: FRAMES * 4 }, (_, i) => 1 + (i % 7)) };
const masked = () => fourInFourOut([node('Mul', ['state', 'mask'], ['mixed'])], [], ['state', 'mask']);

/** Actions by pass, step and dimension. */
async function predicted(file: string, batchRows: number) {
  const ensemble = await runtime.open([{ name: 'masked', path: file, card }]);
  const passes = Array.from({ length: PASSES }, (): number[] => []);
  const episode = { key: 0, frames: FRAMES, signals: new Map([['state', state]]), noiseSeed: 'any' };
  for await (const { predictions } of predictEpisodes(ensemble, [episode], { batchRows })) {
    const size = predictions.rows * predictions.dims;
    passes.forEach((pass, s) => {
      pass.push(...predictions.values.subarray(s * size, (s + 1) * size));
    });
  }
  await ensemble.close();
  return passes;
}

describe('a graph with its dropout mask as an input', () => {
  test('answers each pass as the network that this one mask leaves, at every step and whatever the batch', async () => {
    const file = await kept('masked.onnx', masked());
    const passes = await predicted(file, FRAMES);
    for (const [s, actions] of passes.entries()) {
      const mask = new Float32Array(4);
      fillDropout(mask, 'mask', 1, s, KEEP);
      for (let t = 0; t < FRAMES; t++)
        for (let d = 0; d < 4; d++) {
          let sum = 0;
          for (let k = 0; k < 4; k++) sum += state.values[t * 4 + k] * mask[k] * WEIGHTS[k * 4 + d];
          expect(actions[t * 4 + d]).toBeCloseTo(sum, 4);
        }
    }
    expect(new Set(passes.map((pass) => pass.join())).size).toBeGreaterThan(1);
    expect(await predicted(file, 2)).toEqual(passes);
  });

  test('disagrees by the spread over its passes', async () => {
    const passes = await predicted(await kept('spread.onnx', masked()), FRAMES);
    const shape = { members: PASSES, samples: 1, passes: true, steps: FRAMES, chunk: 1, horizon: 1, dims: 4 };
    const accumulator = accumulateMoments(shape);
    accumulator.add(Float32Array.from(passes.flat()), FRAMES);
    const { main, values } = signalsOfMoments(accumulator.finish(), unitScale(4), { form: 'rms' });
    for (let t = 0; t < FRAMES; t++) {
      let variance = 0;
      for (let d = 0; d < 4; d++) {
        const drawn = passes.map((pass) => pass[t * 4 + d]);
        const mean = drawn.reduce((a, b) => a + b) / PASSES;
        variance += drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / PASSES / 4;
      }
      expect(values.get(main)?.[t]).toBeCloseTo(Math.sqrt(variance), 4);
    }
  });
});

describe('dropout inside the graph', () => {
  const inside = (training: boolean) =>
    fourInFourOut(
      [named(node('Dropout', ['state', 'ratio', 'training'], ['mixed']), '/head/Dropout')],
      [floats('ratio', [], Float32Array.of(0.5)), flag('training', training)],
    );

  test('is refused while it trains, by the name of its node', async () => {
    const file = await kept('training.onnx', inside(true));
    await expect(runtime.inspect([{ name: 'training.onnx', path: file }])).rejects.toThrow(
      /training\.onnx: This policy draws .*Dropout in node "\/head\/Dropout".*post its recorded predictions/,
    );
  });

  test('is taken when it is switched off', async () => {
    const [graph] = await runtime.inspect([{ name: 'off.onnx', path: await kept('off.onnx', inside(false)) }]);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['actions']);
  });
});
