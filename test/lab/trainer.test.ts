import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { parameterCount } from '@/server/lab/network';
import { RECIPE, type Recipe } from '@/server/lab/recipe';
import { exportMember, openTrainer, trainingRows } from '@/server/lab/trainer';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { observationSize } from '@/server/lab/world/observation';
import { ACTION_SCALE } from '@/server/lab/world/workcell';
import { randomDemonstrations } from './demonstrations';
import { forward, referenceTraining } from './reference-trainer';

const design = designOf('skew');
const width = observationSize(design);
const episodes = randomDemonstrations(design, 20, 'trainer-test');
const short: Recipe = { ...RECIPE, members: 2, hidden: 16, batch: 16, steps: 600 };

async function train(recipe: Recipe, seed: string) {
  const trainer = await openTrainer(width, recipe);
  const ensemble = await trainer.train(trainingRows(episodes, recipe.horizon), seed);
  await trainer.close();
  return ensemble;
}

describe('the training graph', () => {
  it('ends where a plain typed-array trainer ends after 600 steps', async () => {
    const ensemble = await train(short, 's');
    const P = parameterCount(ensemble.widths);
    for (let e = 0; e < short.members; e++) {
      const reference = referenceTraining(ensemble.widths, trainingRows(episodes, short.horizon), short, 's', e);
      const apart = reference.map((v, p) => Math.abs(v - ensemble.parameters[e * P + p]));
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    }
  });

  it('gives the same bits for the same seed, and other parameters for another', async () => {
    const [a, b, c] = [await train(short, 's'), await train(short, 's'), await train(short, 't')];
    expect(b.parameters).toEqual(a.parameters);
    expect(c.parameters).not.toEqual(a.parameters);
  });

  it('lowers the loss', async () => {
    const first = await train({ ...short, steps: 1 }, 's');
    const last = await train(short, 's');
    last.losses.forEach((loss, e) => {
      expect(loss).toBeLessThan(first.losses[e] / 3);
    });
  });

  it('says so when there is nothing to learn from', async () => {
    const trainer = await openTrainer(width, short);
    await expect(trainer.train(trainingRows([], short.horizon), 's')).rejects.toThrow('nothing to train on');
    await trainer.close();
  });
});

describe('trainingRows', () => {
  it('pairs each step with the commands that follow and repeats the last one at the end', () => {
    const [episode] = episodes;
    const { rows, targets, observations } = trainingRows([episode], 2);
    expect(rows).toBe(episode.steps);
    expect(observations).toEqual(episode.observations);
    const wanted = (step: number) => ACTION_SCALE.map((scale, a) => Math.fround(episode.actions[step * 3 + a] / scale));
    expect([...targets.subarray(0, 6)]).toEqual([...wanted(0), ...wanted(1)]);
    expect([...targets.subarray(-6)]).toEqual([...wanted(rows - 1), ...wanted(rows - 1)]);
  });
});

describe('an exported member', () => {
  it('answers like the parameters it was made from, in physical units, for any batch', async () => {
    const ensemble = await train(short, 's');
    const P = parameterCount(ensemble.widths);
    const { observations, rows } = trainingRows(episodes.slice(0, 3), short.horizon);
    for (let e = 0; e < short.members; e++) {
      const session = await InferenceSession.create(exportMember(ensemble, e));
      expect(session.inputNames).toEqual(['observation.state']);
      expect(session.outputNames).toEqual(['action_chunk']);
      const feeds = { 'observation.state': new Tensor('float32', observations, [rows, width]) };
      const { action_chunk: out } = await session.run(feeds);
      expect(out.dims).toEqual([rows, short.horizon, 3]);
      const theta = ensemble.parameters.subarray(e * P, (e + 1) * P);
      let apart = 0;
      for (let r = 0; r < rows; r++) {
        const chunk = forward(ensemble.widths, theta, observations.subarray(r * width, (r + 1) * width)).at(-1)!;
        chunk.forEach((v, k) => {
          apart = Math.max(apart, Math.abs(v * ACTION_SCALE[k % 3] - Number(out.data[r * chunk.length + k])));
        });
      }
      expect(apart).toBeLessThan(1e-5);
      await session.release();
    }
  });

  it('exists only for members the ensemble has', async () => {
    const ensemble = await train({ ...short, steps: 1 }, 's');
    expect(() => exportMember(ensemble, 2)).toThrow(RangeError);
  });
});
