import { describe, expect, it } from 'vitest';
import { type LabStep, phaseOf, withStep } from '@/server/core/experiment/loop';

describe('the steps of a round', () => {
  it('belong to a part of the loop by the end of their name, or to none', () => {
    expect(phaseOf('round-3-rest/attempts')).toEqual({ phase: 'collect', what: 'round-3' });
    expect(phaseOf('round-3-rest-demonstrations/import')).toEqual({ phase: 'collect', what: 'round-3' });
    expect(phaseOf('random-round-3/import')).toEqual({ phase: 'collect', what: 'random-round-3' });
    expect(phaseOf('active-100/checkpoint')).toEqual({ phase: 'retrain', what: 'active-100' });
    expect(phaseOf('active-100/evaluation')).toEqual({ phase: 'evaluate', what: 'active-100' });
    expect(phaseOf('active-100/probes')).toEqual({ phase: 'score', what: 'active-100' });
    expect(phaseOf('round-4/publication')).toEqual({ phase: 'schedule', what: 'round-4' });
    for (const none of ['program', 'active/run', 'checkpoint', 'further/1']) expect(phaseOf(none)).toBeNull();
  });

  it('of one part about one thing are one, from the first that began to the last that ended', () => {
    const scoring = { phase: 'score', what: 'active-100' } as const;
    const events = [
      [scoring, 1, false],
      [scoring, 2, true],
      [scoring, 3, false],
      [scoring, 4, true],
      [{ phase: 'schedule', what: 'round-4' }, 5, false],
    ] as const;
    let steps: LabStep[] = [];
    const lengths: number[] = [];
    for (const [step, at, ended] of events) {
      const before = JSON.stringify(steps);
      const next = withStep(steps, step, `${at}`, ended);
      expect(JSON.stringify(steps)).toBe(before);
      steps = next;
      lengths.push(steps.length);
    }
    expect(lengths).toEqual([1, 1, 1, 1, 2]);
    expect(steps).toEqual([
      { ...scoring, startedAt: '1', finishedAt: '4' },
      { phase: 'schedule', what: 'round-4', startedAt: '5', finishedAt: null },
    ]);
  });
});
