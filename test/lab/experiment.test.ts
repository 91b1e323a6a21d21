import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArmResult, armsOf, DEFAULT_EXPERIMENT, nameOf } from '@/server/core/experiment/arms';
import type { Experiment } from '@/server/core/experiment/schema';
import { reportOf } from '@/server/lab/experiment-report';
import { type FinishedArm, keptResults, runExperiment } from '@/server/lab/run-experiment';

const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-experiment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  design: 'skew',
  strategies: ['random', 'success-gain'],
  seeds: [0, 1],
  rounds: 1,
  trials: 1,
  trainingSteps: 60,
};

/** What must be the same whenever an arm is run: all but the time it took. */
const essence = ({ demonstrations, successes, trials, failures }: ArmResult) =>
  JSON.stringify({ demonstrations, successes, trials, failures });

describe('an experiment', () => {
  const file = path.join(folder, 'kept.jsonl');
  let arms: FinishedArm[];
  beforeAll(async () => {
    arms = await runExperiment(EXPERIMENT, { file, processes: 2 });
  }, 300_000);

  it('runs every strategy on every seed, over the whole matrix after every training', () => {
    expect(arms.map(({ order }) => [order.strategy, order.seed])).toEqual([
      ['random', 0],
      ['success-gain', 0],
      ['random', 1],
      ['success-gain', 1],
    ]);
    for (const { result } of arms) {
      expect(result.demonstrations).toEqual([60, 80]);
      expect(result.trials).toBe(640);
      for (const [at, successes] of result.successes.entries()) {
        const failed = Object.values(result.failures[at]).reduce((sum, count) => sum + count, 0);
        expect(successes + failed).toBe(640);
      }
    }
  });

  it('pairs the arms of a seed: the same first policy on the same trials', () => {
    for (const seed of [0, 1]) {
      const [random, active] = arms.filter(({ order }) => order.seed === seed).map(({ result }) => result.successes[0]);
      expect(active).toBe(random);
    }
  });

  it('goes on behind a kill, and gives the same to the last digit when an arm is run again', async () => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const cut = path.join(folder, 'cut.jsonl');
    writeFileSync(cut, `${lines[0]}\n${lines[1]}\n${lines[2].slice(0, 40)}`);
    const ran: number[] = [];
    const again = await runExperiment(EXPERIMENT, { file: cut, processes: 1, told: ({ ranNow }) => ran.push(ranNow) });
    expect(Math.max(...ran)).toBe(2);
    expect(again.map(({ result }) => essence(result))).toEqual(arms.map(({ result }) => essence(result)));
    expect(keptResults(cut).size).toBe(4);
  }, 300_000);

  it('runs nothing that is there, and ends when told to, keeping what is done', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    await runExperiment(EXPERIMENT, { file, processes: 2, told: ({ ranNow }) => told.push(ranNow) });
    expect(told).toEqual([0]);
    stop.abort();
    const more = { ...EXPERIMENT, seeds: [0, 1, 2] };
    await expect(runExperiment(more, { file, processes: 1, signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(keptResults(file).size).toBe(4);
  });

  it('says what went wrong in an arm', async () => {
    const wrong = { ...EXPERIMENT, perRound: 9, strategies: ['random' as const], seeds: [0] };
    await expect(runExperiment(wrong, { file: path.join(folder, 'wrong.jsonl'), processes: 1 })).rejects.toThrow(
      /^skew\/random\/0\/light/,
    );
  }, 120_000);
});

describe('what an experiment shows', () => {
  const finished = (strategy: 'random' | 'dpp', seed: number, successes: number[]): FinishedArm => ({
    order: armsOf({ ...EXPERIMENT, strategies: [strategy], seeds: [seed] })[0],
    result: { demonstrations: [60, 80, 100], successes, trials: 100, failures: [], cpuSeconds: 1 },
  });
  const arms = [
    finished('random', 0, [50, 60, 70]),
    finished('dpp', 0, [50, 70, 80]),
    finished('random', 1, [40, 60, 80]),
    finished('dpp', 1, [40, 70, 80]),
  ];

  it('is means over seeds, and differences seed by seed', () => {
    const [random, dpp] = reportOf(arms);
    expect(random).toMatchObject({ strategy: 'random', seeds: 2, against: null });
    expect(random.curve).toEqual([0.45, 0.6, 0.75]);
    expect(random.area).toBeCloseTo(0.6, 12);
    expect(dpp.against?.finalPoints).toBeCloseTo(5, 12);
    expect(dpp.against?.finalError).toBeCloseTo(5, 12);
    expect(dpp.against?.areaPoints).toBeCloseTo(6.25, 12);
    expect(dpp.against).toMatchObject({ wins: 1.5, p: 1, reach: 90 });
  });

  it('says that random was never matched, and compares nothing where random was not run', () => {
    const weak = [finished('random', 0, [50, 60, 70]), finished('dpp', 0, [50, 55, 65])];
    expect(reportOf(weak)[1].against?.reach).toBeNull();
    expect(reportOf([finished('dpp', 0, [50, 60, 70])])[0].against).toBeNull();
  });

  it('keeps results under everything they depend on', () => {
    const [order] = armsOf(EXPERIMENT);
    const names = [order, { ...order, seed: 9 }, { ...order, capped: false }, { ...order, physics: 'mujoco' as const }];
    expect(new Set(names.map(nameOf)).size).toBe(4);
  });
});
