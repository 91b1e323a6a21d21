import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '@/db/schema/recordings';
import { type MemberInput, RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import { createTrainingSet } from '@/server/services/checkpoints/create-training-set';
import { inspectMember } from '@/server/services/checkpoints/inspect-member';
import { registerCheckpoint } from '@/server/services/checkpoints/register-checkpoint';
import { registerRun } from '@/server/services/checkpoints/register-run';
import { setCurrent } from '@/server/services/checkpoints/set-current';
import { checkpointOf, showCheckpoint } from '@/server/services/checkpoints/show-checkpoint';
import type { ProgramContext } from '@/server/services/context';
import { type TestPorts, testPorts } from '../support/ports';
import {
  addGo2Rollouts,
  GO2_MEMBERS,
  go2Program,
  membersFrom,
  registerGo2,
  withoutSamples,
} from '../support/scored-program';
import { testDatabase } from '../support/test-database';

const G1 = ['0013000', '0016000', '0019000', '0050000'].map((step) => `g1-23dof-x4-batch1/model_${step}.onnx`);

describe.skipIf(withoutSamples)('registering real policies', () => {
  const database = testDatabase();
  let ports: TestPorts;
  let ctx: ProgramContext;

  const register = (draft: Record<string, unknown>) => registerCheckpoint(ctx, RegisterCheckpointInput.parse(draft));
  const read = (input: string, width: number, batch: number | string) => ({
    inputs: [{ name: input, dtype: 'float32', shape: [batch, width], source: { kind: 'constant', value: 0.1 } }],
  });

  beforeAll(async () => {
    ports = testPorts(database);
    ctx = await go2Program(ports);
    await addGo2Rollouts(ctx);
  });

  test('a file says its inputs, and the only fitting observation is guessed and marked as a guess', async () => {
    const found = await inspectMember(ctx, membersFrom(ports, GO2_MEMBERS[0])[0]);
    expect(found.questions).toEqual([]);
    expect(found.card).toMatchObject({ chunkLength: 1, executedSteps: 1, output: { name: 'actions' } });
    expect(found.guess.inputs[0]).toMatchObject({ certainty: 'shape', source: { feature: 'obs/policy_obs' } });
  });

  test('one checkpoint is current at a time', async () => {
    const { runId } = await registerRun(ctx, { name: 'active 1', arm: 'active', strategy: 'dpp', seed: 1 });
    const first = await registerGo2(ctx, ports, {
      name: 'first',
      runId,
      current: true,
      trainingSet: { kind: 'declared', size: 60 },
    });
    const second = await registerGo2(ctx, ports, { name: 'second', runId });
    await setCurrent(ctx, second);
    expect((await checkpointOf(ctx, first)).isCurrent).toBe(false);
    expect(await checkpointOf(ctx, first)).toMatchObject({
      arm: 'active',
      trainingSetSize: 60,
      trainingSetListed: false,
    });
    expect((await checkpointOf(ctx, second)).isCurrent).toBe(true);
  });

  test('policies fixed at batch 1 and policies with weights in another file register', async () => {
    const g1 = await register({ name: 'g1', members: membersFrom(ports, ...G1), card: read('actor_obs', 82, 1) });
    expect((await showCheckpoint(ctx, g1.checkpointId)).members).toHaveLength(4);
    const [external] = membersFrom(ports, 'misc/external-weights/policy.onnx');
    await expect(inspectMember(ctx, external)).rejects.toThrow(
      /keeps its weights in "policy.onnx.data", which was not added/,
    );
    membersFrom(ports, 'misc/external-weights/policy.onnx.data');
    const found = await inspectMember(ctx, external);
    expect(found.graph.externalData).toEqual(['policy.onnx.data']);
    const [input] = found.graph.inputs;
    await register({
      name: 'external',
      form: 'stochastic',
      members: [external],
      card: { samples: 2, inputs: [{ ...input, source: { kind: 'constant', value: 0 } }] },
    });
  });

  test('what cannot be a checkpoint is refused with the figures', async () => {
    const [one, two, three] = membersFrom(ports, ...GO2_MEMBERS);
    const cases: [Record<string, unknown>, RegExp][] = [
      [{ members: [one, two] }, /3 to 5 members, 2 came/],
      [{ members: [one, two, one] }, /are the same file \(SHA-256 [0-9a-f]{12}/],
      [
        { members: [one, two, { ...membersFrom(ports, G1[0])[0], card: read('actor_obs', 82, 1) }] },
        /has 12 action dimensions, model_0013000 has 23/,
      ],
      [{ members: [one, two, notOnnx()] }, /broken is not a whole ONNX model|broken.onnx is not a whole ONNX model/],
      [{ members: [one, two, three], actionLimits: [[-1, 1]] }, /1 action limits came for 12/],
      [{ members: [one, two, three], name: 'first' }, /There is a checkpoint "first" already/],
      [{ members: [one, two, three], runId: 9999 }, /no run 9999/],
      [{ form: 'recorded' }, /names the action dimensions/],
    ];
    for (const [draft, sentence] of cases)
      await expect(register({ name: 'refused', ...draft })).rejects.toThrow(sentence);
  });

  function notOnnx(): MemberInput {
    writeFileSync(path.join(ports.importFolder, 'broken.onnx'), 'version https://git-lfs.github.com/spec/v1\n');
    return { name: '', file: { importPath: 'broken.onnx' }, externalData: [], card: {} };
  }

  test('a training set refuses what it cannot be made of', async () => {
    await expect(createTrainingSet(ctx, { kind: 'confirmed', name: '', seed: null })).rejects.toThrow(
      /No demonstration is confirmed/,
    );
    await expect(
      createTrainingSet(ctx, { kind: 'episodes', name: '', episodeIds: [1, 987_654], seed: 3 }),
    ).rejects.toThrow(/1 of 2 episodes are not in this program: 987654/);
  });

  test('an input that is recorded as video only names the lane of recorded predictions', async () => {
    const [dataset] = await ctx.db.select().from(datasets);
    await ctx.db.update(datasets).set({
      features: dataset.features.map((f) =>
        f.name === 'obs/policy_obs' ? { ...f, name: 'observation.images.obs', dtype: 'video', readable: false } : f,
      ),
    });
    await expect(registerGo2(ctx, ports, { name: 'video' })).rejects.toThrow(/still needs an answer/);
    await ctx.db.update(datasets).set({ features: dataset.features });
  });

  test("another program's checkpoint is not found", async () => {
    const other = await go2Program(ports, 'Other');
    await expect(showCheckpoint(other, 1)).rejects.toMatchObject({ fault: 'not_found' });
    await expect(setCurrent(other, 1)).rejects.toMatchObject({ fault: 'not_found' });
  });
});
