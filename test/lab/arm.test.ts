import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { rankCalibration } from '@/server/core/uncertainty/calibration';
import { type ArmRound, runArm, type Select, type SelectionInput } from '@/server/lab/arm';
import type { Episode } from '@/server/lab/episode';
import { productScores, scaleOf } from '@/server/lab/product-scores';
import { RECIPE } from '@/server/lab/recipe';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { observationSize } from '@/server/lab/world/observation';
import { TIME_LIMIT } from '@/server/lab/world/workcell';

const newest = ({ probes }: SelectionInput) => probes[probes.length - 1];
/** Disagreement on the newest probes. */
const disputed = (input: SelectionInput) => productScores(input.policy, newest(input), scaleOf(input.episodes));

const atRandom: Select = (input) =>
  seededRandom(input.seed)
    .shuffle(newest(input).map((_, i) => i))
    .slice(0, input.batch);

const mostDisputed: Select = async (input) =>
  (await disputed(input))
    .map((score, i) => ({ i, score }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .slice(0, input.batch)
    .map(({ i }) => i);

const design = designOf('skew');
const plan = { design, seed: 0, rounds: 1, initial: 60, perRound: 40 };

/** SHA-256 over everything a round measured: comparing bytes is exact and, unlike comparing arrays, instant. */
function digest({ success, probes, trials }: ArmRound): string {
  const hash = createHash('sha256').update(String(success));
  for (const r of [...probes, ...trials]) {
    for (const values of [r.observations, r.actions]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest('hex');
}

describe('an arm on skew', () => {
  let arm: ArmRound[];
  /** Of failures against disagreement, a training each. */
  const aurocs: (number | undefined)[] = [];
  beforeAll(async () => {
    const select: Select = async (input) => {
      const failed = newest(input).map(({ success }) => !success);
      aurocs.push(rankCalibration(await disputed(input), failed, seededRandom('unused'), { resamples: 1 })?.auroc);
      return atRandom(input);
    };
    arm = await runArm({ ...plan, select, rounds: 2 });
  });

  it('starts with most of the matrix solved and ends with more of it', () => {
    expect(arm.map((r) => r.demonstrations)).toEqual([60, 100, 140]);
    expect(arm[0].success).toBeGreaterThan(0.5);
    expect(arm[0].success).toBeLessThan(0.85);
    expect(arm[2].success).toBeGreaterThan(arm[0].success + 0.03);
  });

  it('disagrees more where it fails', () => {
    expect(aurocs).toHaveLength(2);
    for (const auroc of aurocs) expect(auroc).toBeGreaterThan(0.7);
  });

  it('names why each failed trial failed and none that succeeded', () => {
    for (const { trials } of arm) for (const t of trials) expect(t.failure === null).toBe(t.success);
    const modes = new Set(arm[0].trials.flatMap((t) => (t.failure ? [t.failure] : [])));
    expect(modes.size).toBeGreaterThan(2);
  });

  it('records an observation and a command for every step', () => {
    for (const probe of arm[0].probes) {
      expect(probe.steps).toBeLessThanOrEqual(TIME_LIMIT);
      expect(probe.observations).toHaveLength(probe.steps * observationSize(design));
      expect(probe.actions).toHaveLength(probe.steps * 3);
    }
  });
});

describe('runArm', () => {
  const quick = (select: Select) => runArm({ ...plan, select, recipe: { ...RECIPE, steps: 200 } });
  let random: ArmRound[];
  let ranked: ArmRound[];
  beforeAll(async () => {
    [random, ranked] = [await quick(atRandom), await quick(mostDisputed)];
  });

  it('is the same to the last bit when run again', async () => {
    expect((await quick(mostDisputed)).map(digest)).toEqual(ranked.map(digest));
  });

  it('gives arms of one seed the same first policy, probes and panel, whatever they select', () => {
    expect(digest(ranked[0])).toBe(digest(random[0]));
    expect(ranked[0].chosen).not.toEqual(random[0].chosen);
    expect(digest(ranked[1])).not.toBe(digest(random[1]));
  });

  it('evaluates every checkpoint from the same starts, which no probe shares', () => {
    const starts = (rollouts: readonly Episode[]) => rollouts.map((r) => r.observations.subarray(0, 2).join());
    const [first, second] = random;
    expect(starts(second.trials)).toEqual(starts(first.trials));
    const panel = new Set(starts(first.trials));
    expect(first.probes).toHaveLength(first.trials.length);
    expect(starts(first.probes).filter((s) => panel.has(s))).toEqual([]);
  });

  it('refuses a selection that is not what was asked for', async () => {
    await expect(quick(() => [1])).rejects.toThrow(/40 configurations/);
  });
});
