import { expect, test } from 'vitest';
import { LOOP_STEPS, type LoopState, nextStep } from '@/server/core/program/next-step';

const empty: LoopState = {
  configurations: 0,
  recordings: 0,
  checkpoints: 0,
  freshScores: false,
  proposal: false,
  published: false,
  wanted: 0,
  logged: 0,
};

test('doing each next step leads through the loop in its order', () => {
  const done: Partial<LoopState>[] = [
    {},
    { configurations: 12 },
    { recordings: 70 },
    { checkpoints: 1 },
    { freshScores: true },
    { proposal: true },
    { published: true, proposal: false, wanted: 60 },
    { logged: 60 },
  ];
  let state = empty;
  const steps = done.map((change) => {
    state = { ...state, ...change };
    return nextStep(state);
  });
  expect(steps).toEqual([...LOOP_STEPS]);
});

test('a published plan is collected before stale scores are renewed', () => {
  expect(nextStep({ ...empty, configurations: 1, published: true, wanted: 5, logged: 2 })).toBe('collect');
});
