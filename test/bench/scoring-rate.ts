import { existsSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { onnxRuntime } from '@/server/adapters/onnx-ensemble';
import type { MemberFile } from '@/server/core/policy/ensemble';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { PolicyCard } from '@/server/core/policy/schema';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { medianOf } from './measure';

/**
 * Scoring rate against a bare onnxruntime-node loop in this process: same tensors, batch size and threads, sessions
 * warm, reading excluded on both sides. Our side prepares, predicts in the child and takes the moments. The two
 * sides take turns in short slices, so that a busy machine slows both; the median of five ratios is printed.
 */

const onnx = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data', 'onnx');

interface Case {
  name: string;
  files: string[];
  input: string;
  output: string;
  width: number;
  dims: number;
  batch: number;
  fixed: boolean;
  frames: number;
}

const go2 = {
  files: [0, 1, 2].map((m) => path.join(onnx, 'go2-trot-x3', `member-${m}.onnx`)),
  input: 'obs',
  output: 'actions',
  width: 40,
  dims: 12,
  fixed: false,
  frames: 16_384,
};
/** Turns within one measured pair. */
const SLICES = 4;

const CASES: Case[] = [
  { ...go2, name: 'Go2, batch 256', batch: 256 },
  { ...go2, name: 'Go2, batch 1024', batch: 1024 },
  {
    name: 'G1, batch fixed at 1',
    files: ['0013000', '0016000', '0019000', '0050000'].map((s) =>
      path.join(onnx, 'g1-23dof-x4-batch1', `model_${s}.onnx`),
    ),
    input: 'actor_obs',
    output: 'action',
    width: 82,
    dims: 23,
    batch: 256,
    fixed: true,
    frames: 2_560,
  },
];

async function bareLoop(sessions: InferenceSession[], c: Case, values: Float32Array): Promise<number> {
  const rows = c.fixed ? 1 : c.batch;
  const begun = performance.now();
  // One member after the other: the faster order, because its weights stay in the processor's cache.
  for (const session of sessions)
    for (let from = 0; from < c.frames; from += rows) {
      const tensor = new Tensor('float32', values.subarray(from * c.width, (from + rows) * c.width), [rows, c.width]);
      await session.run({ [c.input]: tensor }, [c.output]);
    }
  return performance.now() - begun;
}

async function measure(c: Case): Promise<void> {
  const values = Float32Array.from({ length: c.frames * c.width }, (_, i) => Math.sin(i * 0.37));
  const card = PolicyCard.parse({
    inputs: [
      {
        name: c.input,
        dtype: 'float32',
        shape: [c.fixed ? 1 : 'batch', c.width],
        source: { kind: 'feature', feature: 'observation' },
      },
    ],
    output: { name: c.output },
    chunkLength: 1,
    executedSteps: 1,
    actions: Array.from({ length: c.dims }, (_, d) => ({ name: `a${d}` })),
  });
  const members: MemberFile[] = c.files.map((file) => ({ name: path.basename(file), path: file, card }));
  const ensemble = await onnxRuntime().open(members);
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' } as const;
  const sessions = await Promise.all(c.files.map((file) => InferenceSession.create(file, options)));
  const signals = new Map([['observation', { frames: c.frames, shape: [c.width], values }]]);

  const scored = async () => {
    const begun = performance.now();
    const moments = accumulateMoments({
      members: c.files.length,
      samples: 1,
      steps: c.frames,
      chunk: 1,
      horizon: 1,
      dims: c.dims,
    });
    const episode = { key: 0, frames: c.frames, signals, noiseSeed: '' };
    for await (const { predictions } of predictEpisodes(ensemble, [episode], { batchRows: c.batch }))
      moments.add(predictions.values, predictions.rows);
    moments.finish();
    return performance.now() - begun;
  };

  await bareLoop(sessions, c, values);
  await scored();
  const pairs: { ratio: number; rate: number }[] = [];
  for (let i = 0; i < 5; i++) {
    let bare = 0;
    let ours = 0;
    for (let slice = 0; slice < SLICES; slice++) {
      bare += await bareLoop(sessions, c, values);
      ours += await scored();
    }
    pairs.push({ ratio: bare / ours, rate: (SLICES * c.frames) / (ours / 1000) });
  }
  await ensemble.close();
  console.log(
    `${c.name}: ${medianOf(pairs.map((p) => p.ratio)).toFixed(2)} of a bare loop ` +
      `(${pairs.map((p) => p.ratio.toFixed(2)).join(' ')}), ${Math.round(medianOf(pairs.map((p) => p.rate)))} frames/s`,
  );
}

if (!existsSync(onnx)) console.log(`Nothing to measure on: ${onnx} is absent.`);
else for (const c of CASES) await measure(c);
