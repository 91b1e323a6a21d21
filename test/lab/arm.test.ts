import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { type ArmRound, runArm, type Select } from '@/server/lab/arm';
import { chunkSpread, failureAuroc } from '@/server/lab/disagreement';
import { RECIPE } from '@/server/lab/recipe';
import type { Rollout } from '@/server/lab/rollout';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { observationSize } from '@/server/lab/world/observation';
import { TIME_LIMIT } from '@/server/lab/world/workcell';

const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

const atRandom: Select = ({ probes, batch, seed }) =>
  seededRandom(seed)
    .shuffle(probes.map((_, i) => i))
    .slice(0, batch);

const mostDisputed: Select = ({ probes, batch }) =>
  probes
    .map((p, i) => ({ i, score: average(p.disagreement) }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .slice(0, batch)
    .map(({ i }) => i);

const design = designOf('skew');
const plan = { design, seed: 0, rounds: 1, initial: 60, perRound: 40 };

/** SHA-256 over everything a round measured: comparing bytes is exact and, unlike comparing arrays, instant. */
function digest({ success, probes, trials }: ArmRound): string {
  const hash = createHash('sha256').update(String(success));
  for (const r of [...probes, ...trials]) {
    for (const values of [r.observations, r.actions, Float64Array.from(r.disagreement)]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest('hex');
}

describe('an arm on skew', () => {
  let arm: ArmRound[];
  beforeAll(async () => {
    arm = await runArm({ ...plan, select: atRandom, rounds: 2 });
  });

  it('starts with most of the matrix solved and ends with more of it', () => {
    expect(arm.map((r) => r.demonstrations)).toEqual([60, 100, 140]);
    expect(arm[0].success).toBeGreaterThan(0.5);
    expect(arm[0].success).toBeLessThan(0.85);
    expect(arm[2].success).toBeGreaterThan(arm[0].success + 0.03);
  });

  it('disagrees more where it fails', () => {
    for (const { probes } of arm) {
      const auroc = failureAuroc(
        probes.map((p) => average(p.disagreement)),
        probes.map((p) => !p.success),
      );
      expect(auroc).toBeGreaterThan(0.7);
    }
  });

  it('names why each failed trial failed and none that succeeded', () => {
    for (const { trials } of arm) for (const t of trials) expect(t.failure === null).toBe(t.success);
    const modes = new Set(arm[0].trials.flatMap((t) => (t.failure ? [t.failure] : [])));
    expect(modes.size).toBeGreaterThan(2);
  });

  it('records an observation and a command for every step, and a disagreement for every decision', () => {
    for (const probe of arm[0].probes) {
      expect(probe.steps).toBeLessThanOrEqual(TIME_LIMIT);
      expect(probe.observations).toHaveLength(probe.steps * observationSize(design));
      expect(probe.actions).toHaveLength(probe.steps * 3);
      expect(probe.disagreement).toHaveLength(Math.ceil(probe.steps / 4));
    }
  });
});

describe('runArm', () => {
  const quick = (select: Select) => runArm({ ...plan, select, recipe: { ...RECIPE, steps: 200 } });
  let random: ArmRound[];
  let disputed: ArmRound[];
  beforeAll(async () => {
    [random, disputed] = [await quick(atRandom), await quick(mostDisputed)];
  });

  it('is the same to the last bit when run again', async () => {
    expect((await quick(mostDisputed)).map(digest)).toEqual(disputed.map(digest));
  });

  it('gives arms of one seed the same first policy, probes and panel, whatever they select', () => {
    expect(digest(disputed[0])).toBe(digest(random[0]));
    expect(disputed[0].chosen).not.toEqual(random[0].chosen);
    expect(digest(disputed[1])).not.toBe(digest(random[1]));
  });

  it('evaluates every checkpoint from the same starts, which no probe shares', () => {
    const starts = (rollouts: readonly Rollout[]) => rollouts.map((r) => r.observations.subarray(0, 2).join());
    const [first, second] = random;
    expect(starts(second.trials)).toEqual(starts(first.trials));
    const panel = new Set(starts(first.trials));
    for (const probed of [first, second]) expect(starts(probed.probes).filter((s) => panel.has(s))).toEqual([]);
  });

  it('refuses a selection that is not what was asked for', async () => {
    await expect(quick(() => [1])).rejects.toThrow(/40 configurations/);
  });
});

describe('chunkSpread', () => {
  it('is zero for members that agree and the scaled population deviation otherwise', () => {
    const one = Float32Array.of(1, 2);
    const other = Float32Array.of(3, 2);
    expect(chunkSpread([one, one], 0, 1, [1, 1])).toBe(0);
    expect(chunkSpread([one, other], 0, 1, [2, 1])).toBeCloseTo(Math.sqrt(0.25 / 2), 12);
  });
});

describe('failureAuroc', () => {
  it('is 1 for a perfect order, half for ties, and null without both outcomes', () => {
    expect(failureAuroc([1, 2, 3, 4], [false, false, true, true])).toBe(1);
    expect(failureAuroc([1, 1, 1], [false, true, true])).toBe(0.5);
    expect(failureAuroc([1, 2], [false, false])).toBeNull();
  });
});
