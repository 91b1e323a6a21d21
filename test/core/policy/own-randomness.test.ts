import { describe, expect, test } from 'vitest';
import { ownRandomness } from '@/server/core/policy/graph';
import { onnxFacts } from '@/server/core/policy/onnx-facts';
import { floats, graph, node } from '@/server/lab/onnx-writer';
import { flag, fourInFourOut, named } from '../../support/small-graphs';

const refusal = (bytes: Uint8Array) => ownRandomness(onnxFacts(bytes, 'policy.onnx').draws);
const ratio = floats('ratio', [], Float32Array.of(0.1));
const dropout = (training: string) =>
  named(node('Dropout', training ? ['state', 'ratio', training] : ['state', 'ratio'], ['mixed']), '/head/Dropout');

describe('a graph that draws its own random numbers is refused', () => {
  test.each(['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike', 'Bernoulli', 'Multinomial'])(
    '%s by the name of its node, with the other way to score it',
    (operator) => {
      const drawn = named(node(operator, operator.endsWith('Like') ? ['state'] : [], ['drawn']), '/sampler/step');
      const sentence = refusal(fourInFourOut([drawn, node('Add', ['state', 'drawn'], ['mixed'])]));
      expect(sentence).toContain(`${operator} in node "/sampler/step"`);
      expect(sentence).toContain('noise as an input');
      expect(sentence).toContain('post its recorded predictions');
    },
  );

  test('inside a branch, and where the file names no node', () => {
    const branch = graph('branch', {
      nodes: [node('RandomNormalLike', ['state'], ['mixed'])],
      constants: [],
      inputs: [],
      outputs: [],
    });
    const choice = node('If', ['on'], ['mixed'], { then_branch: branch, else_branch: branch });
    expect(refusal(fourInFourOut([choice], [flag('on', true)]))).toContain('(RandomNormalLike and 1 more)');
  });

  test('Dropout that trains, or might', () => {
    const trains = refusal(fourInFourOut([dropout('training')], [ratio, flag('training', true)]));
    expect(trains).toContain('Dropout in node "/head/Dropout"');
    expect(trains).toContain('masks as an input');
    const decided = node('Not', ['off'], ['training']);
    expect(refusal(fourInFourOut([decided, dropout('training')], [ratio, flag('off', true)]))).toContain('Dropout');
  });
});

test('a graph that draws nothing is taken, with Dropout that is switched off', () => {
  expect(refusal(fourInFourOut([node('Relu', ['state'], ['mixed'])]))).toBeNull();
  expect(refusal(fourInFourOut([dropout('')], [ratio]))).toBeNull();
  expect(refusal(fourInFourOut([dropout('training')], [ratio, flag('training', false)]))).toBeNull();
});
