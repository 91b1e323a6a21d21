import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onnxRuntime } from '@/server/adapters/onnx-ensemble';
import { draftCard } from '@/server/core/policy/draft-card';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openRecording } from '@/server/formats/open-recording';
import { decodePng } from '@/server/formats/png';
import { floats, graph, integers, model, node } from '@/server/lab/onnx-writer';
import { pngOf } from '../support/png';

const CAMERA = 'observation.images.top';
const [HEIGHT, WIDTH, CHANNELS] = [4, 6, 3];
const FRAMES = 5;

/** Frame f of the camera: every channel has its own brightness. */
const pixelsOf = (frame: number) =>
  Uint8Array.from({ length: HEIGHT * WIDTH * CHANNELS }, (_, i) => (i % CHANNELS) * 60 + frame * 10 + (i % 7));

const meanOf = (frame: number, channel: number) => {
  const values = pixelsOf(frame).filter((_, i) => i % CHANNELS === channel);
  return values.reduce((a, b) => a + b, 0) / values.length / 255;
};

test('every filter of every kind of 8-bit PNG is undone', () => {
  const picture = fc
    .record({
      height: fc.integer({ min: 1, max: 9 }),
      width: fc.integer({ min: 1, max: 9 }),
      channels: fc.integer({ min: 1, max: 4 }),
      filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }),
    })
    .chain((shape) => {
      const length = shape.height * shape.width * shape.channels;
      return fc.uint8Array({ minLength: length, maxLength: length }).map((pixels) => ({ ...shape, pixels }));
    });
  fc.assert(
    fc.property(picture, ({ height, width, channels, filters, pixels }) => {
      const bytes = pngOf(pixels, [height, width, channels], filters);
      expect(decodePng(bytes)).toEqual({ height, width, channels, pixels });
    }),
  );
});

test.each([
  ['of 16 bits', { depth: 16 }],
  ['of a palette', { colourType: 3 }],
  ['that is interlaced', { interlaced: true }],
])('a PNG %s is refused with its size', (_, header) => {
  expect(() => decodePng(pngOf(pixelsOf(0), [HEIGHT, WIDTH, CHANNELS], [0], header))).toThrow(
    /The PNG \(6 × 4\) is not an 8-bit/,
  );
});

test('a PNG cut short and what is no PNG are refused', () => {
  const bytes = pngOf(pixelsOf(0), [HEIGHT, WIDTH, CHANNELS]);
  expect(() => decodePng(bytes.subarray(0, 60))).toThrow('cut short');
  expect(() => decodePng(new Uint8Array(100))).toThrow('not a PNG');
});

describe('a recording with pictures in a column', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'rota-pictures-'));
    await writePictures(path.join(root, 'recording'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('the pixels are read as height × width × channels values of a frame', async () => {
    const source = await openRecording(path.join(root, 'recording'));
    expect(source.summary.problems).toEqual([]);
    const camera = source.summary.features.find(({ name }) => name === CAMERA);
    expect(camera).toMatchObject({ dtype: 'image', shape: [HEIGHT, WIDTH, CHANNELS], readable: true });
    const signal = (await source.signals(0, [CAMERA])).get(CAMERA);
    expect(signal?.frames).toBe(FRAMES);
    expect([...(signal?.values ?? [])]).toEqual(Array.from({ length: FRAMES }, (_, f) => [...pixelsOf(f)]).flat());
  });

  test('members that see get planes of 0 to 1, mapped by name without a question about the input', async () => {
    const files = [1, 3].map((weight) => ({ weight, file: path.join(root, `sees-${weight}.onnx`) }));
    for (const { weight, file } of files) await writeFile(file, seeingPolicy(weight));
    const runtime = onnxRuntime();
    const source = await openRecording(path.join(root, 'recording'));
    const [graph] = await runtime.inspect([{ name: 'sees-1', path: files[0].file }]);
    const { card } = draftCard(graph, source.summary.features);
    if (!card) throw new Error('No card could be drafted.');
    const members = files.map(({ weight, file }) => ({ name: `sees-${weight}`, path: file, card }));
    const ensemble = await runtime.open(members);
    const signals = await source.signals(0, [CAMERA]);
    const batches = [];
    for await (const { predictions } of predictEpisodes(ensemble, [{ key: 0, frames: FRAMES, signals, noiseSeed: '' }]))
      batches.push(predictions);
    await ensemble.close();
    expect(batches).toHaveLength(1);
    const [{ values }] = batches;
    const wanted = files.flatMap(({ weight }) =>
      Array.from({ length: FRAMES }, (_, f) => [0, 1, 2].map((channel) => weight * meanOf(f, channel))).flat(),
    );
    expect(values).toHaveLength(wanted.length);
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[i], 5);
  });
});

/** A LeRobot v3.0 folder whose camera is a column of PNG files, as LeRobot writes datasets without video. */
async function writePictures(folder: string): Promise<void> {
  await writeLeRobotV3(folder, {
    robotType: 'arm',
    fps: 10,
    features: [{ name: 'action', names: ['r', 'g', 'b'] }],
    episodes: [
      {
        task: 'look',
        frames: FRAMES,
        signals: { action: new Float32Array(FRAMES * 3) },
        attributes: { success: true },
      },
    ],
  });
  const info = path.join(folder, 'meta/info.json');
  const stated = JSON.parse(await readFile(info, 'utf8'));
  stated.features[CAMERA] = {
    dtype: 'image',
    shape: [HEIGHT, WIDTH, CHANNELS],
    names: ['height', 'width', 'channels'],
  };
  await writeFile(info, JSON.stringify(stated));
  const frames = Array.from({ length: FRAMES }, (_, frame) => frame);
  const schema: SchemaElement[] = [
    { name: 'schema', num_children: 3 },
    { name: CAMERA, repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'frame_index', type: 'INT64', repetition_type: 'OPTIONAL' },
    { name: 'episode_index', type: 'INT64', repetition_type: 'OPTIONAL' },
  ];
  const picture = (frame: number) => ({
    bytes: pngOf(pixelsOf(frame), [HEIGHT, WIDTH, CHANNELS], [frame]),
    path: `frame-${frame}.png`,
  });
  const bytes = parquetWriteBuffer({
    schema,
    columnData: [
      { name: CAMERA, data: frames.map(picture) },
      { name: 'frame_index', data: frames.map(BigInt) },
      { name: 'episode_index', data: frames.map(() => 0n) },
    ],
  });
  await writeFile(path.join(folder, 'data/chunk-000/file-000.parquet'), new Uint8Array(bytes));
}

/** A policy whose action is `weight` times the mean of each plane of its picture. */
function seeingPolicy(weight: number): Uint8Array {
  return model(
    graph('sees', {
      nodes: [
        node('GlobalAveragePool', ['images.top'], ['means']),
        node('Reshape', ['means', 'rows'], ['flat']),
        node('Mul', ['flat', 'weight'], ['action']),
      ],
      constants: [integers('rows', [0, CHANNELS]), floats('weight', [1], Float32Array.of(weight))],
      inputs: [{ name: 'images.top', type: 'float32', shape: ['batch', CHANNELS, HEIGHT, WIDTH] }],
      outputs: [{ name: 'action', type: 'float32', shape: ['batch', CHANNELS] }],
    }),
  );
}
