import { describe, expect, it } from 'vitest';
import { armsOf, demonstrationName, nameOf, resultOf, settingsOf } from '@/server/core/experiment/arms';
import { Experiment } from '@/server/core/experiment/schema';

const plan = Experiment.parse({ design: 'skew', strategies: ['random', 'dpp'], seeds: [3, 1] });

describe('an experiment', () => {
  it('is of the sizes of the evidence unless something else is asked for', () => {
    expect(plan).toMatchObject({
      physics: 'light',
      rounds: 5,
      initial: 60,
      perRound: 20,
      trials: 2,
      trainingSteps: 2000,
    });
    expect(settingsOf(plan)).toBe('light, 60 + 5 × 20, capped, 2000 steps, 2 trials each, lab 2');
  });

  it('has whole pairs early: every strategy of a seed before the next seed', () => {
    expect(armsOf(plan).map(({ strategy, seed }) => [strategy, seed])).toEqual([
      ['random', 3],
      ['dpp', 3],
      ['random', 1],
      ['dpp', 1],
    ]);
    expect(new Set(armsOf(plan).map(nameOf)).size).toBe(4);
  });

  it('names nothing twice and keeps to batches that the caps allow', () => {
    const refused = [{ seeds: [1, 1] }, { strategies: ['dpp', 'dpp'] }, { perRound: 12 }, { seeds: [] }];
    for (const part of refused) expect(Experiment.safeParse({ ...plan, ...part }).success).toBe(false);
  });

  it('calls a recording the same in all arms of a seed, whatever chose it', () => {
    const [random, dpp, other] = armsOf(plan);
    expect(demonstrationName(random, 7, 0)).toBe(demonstrationName(dpp, 7, 0));
    const names = [demonstrationName(random, 7, 0), demonstrationName(random, 7, 1), demonstrationName(other, 7, 0)];
    expect(new Set(names).size).toBe(3);
  });

  it('comes to counts in which every trial is a success or a failure of some mode', () => {
    const result = resultOf({
      trainings: [
        { demonstrated: [2, 0, 1], changeovers: 3, failures: [null, 'jammed', 'jammed'] },
        { demonstrated: [2, 1, 1], changeovers: 5, failures: [null, null, 'dropped'] },
      ],
      cpuSeconds: 1,
    });
    expect(result).toEqual({
      demonstrations: [3, 4],
      successes: [1, 2],
      trials: 3,
      failures: [{ jammed: 2 }, { dropped: 1 }],
      cpuSeconds: 1,
    });
  });
});
