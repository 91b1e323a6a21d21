import { describe, expect, test } from 'vitest';
import { draftCard } from '@/server/core/policy/draft-card';
import { type PolicyGraph, recurrence } from '@/server/core/policy/graph';
import { guessMapping } from '@/server/core/policy/map-names';
import type { TensorSpec } from '@/server/core/policy/schema';
import type { Feature } from '@/server/core/recording/source';

const tensor = (name: string, ...shape: (number | string)[]): TensorSpec => ({ name, dtype: 'float32', shape });
const feature = (name: string, shape: number[], dtype = 'float32'): Feature => ({
  name,
  dtype,
  shape,
  names: null,
  readable: dtype !== 'video',
});
const graph = (inputs: TensorSpec[], outputs: TensorSpec[]): PolicyGraph => ({
  inputs,
  outputs,
  opset: 17,
  batch: null,
  externalData: [],
});
const ACTIONS = tensor('action_chunk', 'b', 100, 6);

const LEROBOT = [
  feature('observation.state', [6]),
  feature('observation.environment_state', [6]),
  feature('observation.images.top', [48, 64, 3], 'image'),
  feature('observation.images.wrist', [48, 64, 3], 'video'),
  feature('action', [6]),
  feature('timestamp', []),
];

describe('guesses by the names exporters use', () => {
  test.each([
    ['state', 'observation.state'],
    ['states', 'observation.state'],
    ['observation.state', 'observation.state'],
    ['observation_state', 'observation.state'],
    ['environment_state', 'observation.environment_state'],
  ])('%s reads %s', (input, name) => {
    const [guess] = guessMapping(graph([tensor(input, 'b', 6)], [ACTIONS]), LEROBOT).inputs;
    expect(guess).toMatchObject({ certainty: 'name', source: { kind: 'feature', feature: name } });
  });

  test.each(['images.top', 'image.top', 'observation.images.top', 'observation_images_top'])(
    '%s reads the 8-bit camera in 0..1',
    (input) => {
      const [guess] = guessMapping(graph([tensor(input, 'b', 3, 'h', 'w')], [ACTIONS]), LEROBOT).inputs;
      expect(guess.source).toEqual({ kind: 'feature', feature: 'observation.images.top', scale: 1 / 255 });
    },
  );

  test('a camera recorded as video names the lane of recorded predictions', () => {
    const { card, questions } = draftCard(graph([tensor('images.wrist', 1, 3, 48, 64)], [ACTIONS]), LEROBOT);
    expect(card).toBeNull();
    expect(questions[0]).toMatch(/recorded as video.*recorded predictions/);
  });

  test('noise and the step index need no recording', () => {
    const { inputs } = guessMapping(
      graph([tensor('noise', 'b', 16, 6), tensor('time_step', 1, 1)], [ACTIONS]),
      LEROBOT,
    );
    expect(inputs.map((guess) => guess.source?.kind)).toEqual(['noise', 'step']);
  });

  test('an unknown name takes the only observation that fits, never the action, and asks when two fit', () => {
    const robomimic = [feature('obs/policy_obs', [40]), feature('actions', [12]), feature('states', [12])];
    const go2 = guessMapping(
      graph([tensor('obs', 'b', 40)], [tensor('actions', 'b', 12), tensor('std', 'b', 12)]),
      robomimic,
    );
    expect(go2.inputs[0]).toMatchObject({ certainty: 'shape', source: { feature: 'obs/policy_obs' } });
    expect(go2.output).toMatchObject({ name: 'actions', certainty: 'name', chunkLength: 1, dims: 12 });
    const [none] = guessMapping(graph([tensor('proprio', 'b', 12)], [ACTIONS]), robomimic).inputs;
    expect(none).toMatchObject({ source: null, certainty: 'none' });
    const [two] = guessMapping(graph([tensor('proprio', 'b', 6)], [ACTIONS]), LEROBOT).inputs;
    expect(two.reason).toMatch(/"observation.state", "observation.environment_state" fit: choose one/);
  });

  test('a name that fits with another size is not guessed but shown with both figures', () => {
    const [guess] = guessMapping(graph([tensor('state', 'b', 7)], [ACTIONS]), LEROBOT).inputs;
    expect(guess.source).toBeNull();
    expect(guess.reason).toMatch(/has \[6\] per frame where the graph wants \[b, 7\]/);
  });

  test('an answer that a form leaves open counts as not given', () => {
    const state = graph([tensor('state', 'b', 6)], [ACTIONS]);
    const open = { executedSteps: undefined, actions: undefined, chunkLength: undefined, output: undefined };
    expect(draftCard(state, LEROBOT, open)).toEqual(draftCard(state, LEROBOT));
  });

  test('rank 3 is a chunk, and a draft executes all of it until told otherwise', () => {
    const { card } = draftCard(graph([tensor('state', 'b', 6)], [ACTIONS]), LEROBOT);
    expect(card).toMatchObject({ chunkLength: 100, executedSteps: 100, output: { normalisation: { kind: 'none' } } });
    expect(
      draftCard(graph([tensor('state', 'b', 6)], [ACTIONS]), LEROBOT, { executedSteps: 8 }).card?.executedSteps,
    ).toBe(8);
  });

  test('several outputs without a known name are asked about', () => {
    const { output } = guessMapping(graph([], [tensor('mean', 'b', 6), tensor('std', 'b', 6)]), LEROBOT);
    expect(output).toMatchObject({ name: null, reason: expect.stringContaining('"mean" [b, 6], "std" [b, 6]') });
  });
});

describe('recurrent graphs', () => {
  const none = new Set<string>();

  test.each([
    ['h_in', 'h_out'],
    ['hidden_state', 'next_hidden_state'],
    ['rnn_state_in', 'rnn_state_out'],
    ['c_0', 'c_n'],
  ])('%s handed on as %s is refused', (input, output) => {
    const sentence = recurrence(
      [tensor('obs', 1, 4), tensor(input, 1, 8)],
      [tensor('a', 1, 2), tensor(output, 1, 8)],
      none,
    );
    expect(sentence).toContain(`"${input}" → "${output}"`);
  });

  test('cells inside the graph are refused, plain inputs and outputs are not', () => {
    expect(recurrence([tensor('obs', 1, 4)], [tensor('a', 1, 2)], new Set(['LSTM']))).toMatch(/recurrent \(LSTM/);
    expect(recurrence([tensor('state', 1, 4)], [tensor('actions', 1, 2)], none)).toBeNull();
    expect(recurrence([tensor('obs', 1, 4), tensor('time_step', 1, 1)], [tensor('actions', 1, 2)], none)).toBeNull();
  });
});
