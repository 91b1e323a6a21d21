import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { seededRandom } from '@/server/core/numeric/random';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { parameterCount } from '@/server/lab/network';
import { policyModel } from '@/server/lab/policy-graph';
import { initialParameters } from '@/server/lab/trainer';
import type { Material } from './material';

const OBJECTS = ['mug', 'bowl', 'box'];
const ENVIRONMENTS = ['kitchen', 'office', 'workshop', 'hall', 'shelf'];
const STATE = ['tool.x', 'tool.y', 'object.x', 'object.y'];
const ACTION = ['dx', 'dy', 'grip'];
const FEATURES = [
  { name: 'observation.state', names: STATE },
  { name: 'action', names: ACTION },
];
const HORIZON = 4;
const FRAMES = 12;

/** A small program whose rollouts (LeRobot v3.0, zipped) and untrained members are written into `folder`. */
export async function madeMaterial(folder: string): Promise<Material> {
  const dataset = path.join(folder, 'rollouts');
  const rollouts = await writeRollouts(dataset);
  const recording = path.join(folder, 'rollouts.zip');
  writeFileSync(recording, zipSync(filesOf(dataset)));
  return {
    program: 'Putting things away',
    slug: 'putting-things-away',
    factors: [
      { name: 'Object', levels: OBJECTS, from: 'Attribute object' },
      { name: 'Environment', levels: ENVIRONMENTS, from: 'Attribute environment' },
    ],
    capped: 'Environment',
    recording,
    rollouts,
    frames: rollouts * FRAMES,
    members: writeMembers(folder),
    checkpoint: 'first-training',
  };
}

/** The same recording as a zip whose one data file breaks off in the middle. */
export async function truncatedRecording(folder: string): Promise<Buffer> {
  const dataset = path.join(folder, 'cut');
  await writeRollouts(dataset);
  const files = filesOf(dataset);
  const data = 'data/chunk-000/file-000.parquet';
  return Buffer.from(zipSync({ ...files, [data]: files[data].subarray(0, files[data].length / 2) }));
}

/** A zipped recording of one short episode of noise a take, with an embedding of each frame. */
export async function embeddedRecording<Take extends { object: string; environment: string }>(
  folder: string,
  takes: readonly Take[],
  embedding: (take: Take) => number[],
): Promise<Uint8Array> {
  const embedded = takes.map((take) => ({ take, frames: Array.from({ length: FRAMES }, () => embedding(take)) }));
  await writeLeRobotV3(folder, {
    robotType: 'bench-arm',
    fps: 10,
    features: [...FEATURES, { name: 'observation.embedding', names: embedded[0].frames[0].map((_, d) => `e${d}`) }],
    episodes: embedded.map(({ take: { object, environment }, frames }, again) => {
      const episode = rollout(object, environment, `${path.basename(folder)} ${again}`);
      const values = Float32Array.from(frames.flat());
      return { ...episode, signals: { ...episode.signals, 'observation.embedding': values } };
    }),
  });
  return zipSync(filesOf(folder));
}

/** A zipped recording of one short take of noise for each, with what is said of it. */
export async function attributedRecording(
  folder: string,
  takes: readonly Record<string, string | boolean>[],
): Promise<Uint8Array> {
  await writeLeRobotV3(folder, {
    robotType: 'bench-arm',
    fps: 10,
    features: FEATURES,
    episodes: takes.map((attributes, at) => ({ ...rollout('', '', `${path.basename(folder)} ${at}`), attributes })),
  });
  return zipSync(filesOf(folder));
}

/** Writes two short rollouts of noise per configuration; resolves to their number. */
async function writeRollouts(dataset: string): Promise<number> {
  const episodes = OBJECTS.flatMap((object) =>
    ENVIRONMENTS.flatMap((environment) => [0, 1].map((again) => rollout(object, environment, again))),
  );
  await writeLeRobotV3(dataset, {
    robotType: 'bench-arm',
    fps: 10,
    features: FEATURES,
    episodes,
  });
  return episodes.length;
}

function rollout(object: string, environment: string, again: number | string) {
  const random = seededRandom(`${object} ${environment} ${again}`);
  const signal = (width: number) => Float32Array.from({ length: FRAMES * width }, () => random.uniform() - 0.5);
  return {
    task: `put the ${object} away`,
    frames: FRAMES,
    signals: { 'observation.state': signal(STATE.length), action: signal(ACTION.length) },
    attributes: { object, environment, success: random.uniform() < 0.5 },
  };
}

/** Three untrained policies that predict `actions` numbers a step, as ONNX files in `folder`. */
export function writeMembers(folder: string, actions = ACTION.length): string[] {
  mkdirSync(folder, { recursive: true });
  const widths = [STATE.length, 8, HORIZON * actions];
  const each = parameterCount(widths);
  const parameters = initialParameters(widths, 3, 'browser journey');
  const scale = Array.from({ length: actions }, () => 0.01);
  return [0, 1, 2].map((member) => {
    const file = path.join(folder, `member-${actions}-${member}.onnx`);
    const own = parameters.subarray(member * each, (member + 1) * each);
    writeFileSync(file, policyModel(widths, own, HORIZON, scale));
    return file;
  });
}

/** The files below a folder by their relative path, as an archive takes them. */
function filesOf(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), readFileSync(file)];
    }),
  );
}
