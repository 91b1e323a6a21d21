import { describe, expect, it } from 'vitest';
import { LOOP_STEPS, type LoopState, nextStep } from '@/server/core/program/next-step';

const empty: LoopState = {
  configurations: 0,
  recordings: 0,
  checkpoints: 0,
  toTrain: false,
  newRollouts: false,
  freshScores: false,
  panel: false,
  evaluated: false,
  proposal: false,
  published: false,
  wanted: 0,
  logged: 0,
};

/** The steps as each change is made in turn. */
function stepsOf(from: LoopState, changes: readonly Partial<LoopState>[]) {
  let state = from;
  return changes.map((change) => {
    state = { ...state, ...change };
    return nextStep(state);
  });
}

describe('the next step', () => {
  it('leads through the loop in its order as each is done', () => {
    const done: Partial<LoopState>[] = [
      {},
      { configurations: 12 },
      { recordings: 70 },
      { checkpoints: 1 },
      { newRollouts: true },
      { freshScores: true, newRollouts: false },
      { proposal: true },
      { published: true, proposal: false, wanted: 60 },
      { logged: 60 },
      { evaluated: true },
    ];
    expect(stepsOf(empty, done)).toEqual([...LOOP_STEPS]);
  });

  it('after a collected round is to train, evaluate, close, and have the new checkpoint drive before it is scored', () => {
    const collected = {
      ...empty,
      configurations: 1,
      recordings: 9,
      checkpoints: 1,
      published: true,
      wanted: 5,
      logged: 5,
    };
    const then: Partial<LoopState>[] = [
      { panel: true, toTrain: true },
      { toTrain: false, checkpoints: 2 },
      { evaluated: true },
      { published: false },
      { newRollouts: true },
      { freshScores: true },
    ];
    expect(stepsOf(collected, then)).toEqual(['checkpoint', 'evaluate', 'close', 'probe', 'score', 'propose']);
  });

  it('tries a new checkpoint on the panel before it is scored, and never holds fresh scores back for that', () => {
    const scored = { ...empty, configurations: 1, recordings: 9, checkpoints: 1, panel: true, newRollouts: true };
    expect(nextStep(scored)).toBe('evaluate');
    expect(nextStep({ ...scored, freshScores: true })).toBe('propose');
    expect(nextStep({ ...scored, panel: false })).toBe('score');
  });

  it('is to train again where more was collected than the scores know of', () => {
    expect(nextStep({ ...empty, configurations: 1, recordings: 9, checkpoints: 1, toTrain: true })).toBe('checkpoint');
  });

  it('collects a published plan before anything is renewed', () => {
    const state = { ...empty, configurations: 1, published: true, wanted: 5, logged: 2, toTrain: true };
    expect(nextStep(state)).toBe('collect');
  });
});
