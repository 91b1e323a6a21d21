import { describe, expect, it } from 'vitest';
import { leadReason, operatorReason, type ReasonWords } from '@/server/core/schedule/explain';
import type { PickReason } from '@/server/core/schedule/schema';

const reason: PickReason = {
  kind: 'scored',
  strategy: 'dpp',
  score: 0.4213,
  spread: 0.05,
  discount: null,
  failure: null,
  interpolated: true,
  nearestEvidence: { configurationId: 7, similarity: 0.62 },
  gain: 0.31,
  boundBy: { kind: 'level', factor: 'task', level: 'pour', most: 12, scarce: false },
  insteadOf: { configurationId: 9, gain: 0.4 },
};

const words: ReasonWords = {
  configuration: (id) => `#${id}`,
  factor: (key) => (key === 'task' ? 'Task' : key),
  score: 'disagreement',
};

describe('a reason', () => {
  it('says score, spread, evidence, gain, the cap and what it turned away', () => {
    expect(leadReason(reason, words)).toBe(
      'Disagreement 0.421 ± 0.05, interpolated; chosen by disagreement and variety. Nearest evidence: #7, 62 % alike. Gain 0.31. ' +
        'The cap of 12 demonstrations for Task pour is reached. Without it: #9, gain 0.4.',
    );
    expect(leadReason(reason, { ...words, score: 'novelty' })).toMatch(/^Novelty 0.421 ± 0.05, interpolated/);
  });

  it('says how often the policy fails there, where the strategy went by it', () => {
    const failing: PickReason = { ...reason, strategy: 'success-gain', failure: 0.624, boundBy: null, insteadOf: null };
    expect(leadReason(failing, words)).toBe(
      'Expected to fail in 62 % of tries; chosen by expected success. Disagreement 0.421 ± 0.05, interpolated. ' +
        'Nearest evidence: #7, 62 % alike. Gain 0.31.',
    );
    expect(operatorReason(failing)).toMatch(/^Of ten tries here the robot is expected to fail about 6 times/);
    expect(operatorReason({ ...failing, failure: 0.02 })).toMatch(/fail less than once/);
    const { failure: _, ...older } = reason;
    expect(leadReason(older as PickReason, words)).toBe(leadReason(reason, words));
    expect(operatorReason(older as PickReason)).toBe(operatorReason(reason));
  });

  it('is plain for the operator: tried or judged by what is alike, and whether a limit chose; random says random', () => {
    expect(operatorReason(reason)).toBe(
      'The robot was not tried here, but it is unsure where things are alike. It stands in for a block that a limit left no room for.',
    );
    expect(operatorReason({ ...reason, interpolated: false, boundBy: null })).toMatch(/tried here and is unsure/);
    expect(operatorReason({ ...reason, kind: 'random' })).toMatch(/random/);
    const covering = { ...reason, kind: 'coverage' as const, boundBy: null };
    expect(operatorReason({ ...covering, strategy: 'k-medoids' })).toMatch(/stands for a group/);
    expect(operatorReason({ ...covering, strategy: 'stratified-random' })).toMatch(/every level gets its turn/);
    expect(operatorReason({ ...covering, strategy: 'k-center' })).toMatch(/furthest from what is recorded/);
    expect(
      leadReason(
        { ...reason, kind: 'random', nearestEvidence: null, gain: null, boundBy: null, insteadOf: null },
        words,
      ),
    ).toBe('Random.');
  });
});
