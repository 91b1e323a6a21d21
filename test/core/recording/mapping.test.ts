import { describe, expect, test } from 'vitest';
import { binEdges, binOf, namedBins } from '@/server/core/recording/bins';
import { guessMapping, matrixFromRecording } from '@/server/core/recording/guess-mapping';
import { applyMapping } from '@/server/core/recording/mapping';
import { ImportMapping } from '@/server/core/recording/schema';
import type { EpisodeHeader } from '@/server/core/recording/source';

const episodes: EpisodeHeader[] = Array.from({ length: 70 }, (_, index) => ({
  index,
  length: 10,
  tasks: [index % 2 ? 'Push the red mug' : 'Pour it'],
  attributes: { kick_mps: [0, 0.8, 1.2, 1.4, 1.6, 1.8, 2][index % 7], kick_step: 50 + ((index * 37) % 97), success: 1 },
  outcome: { value: 'unknown', source: 'none' },
}));
const summary = { episodes, attributes: ['kick_mps', 'kick_step', 'success'], tasks: ['Push the red mug', 'Pour it'] };

describe('bins', () => {
  test('every value falls into exactly one of the bins that were cut from it', () => {
    const values = episodes.map(({ attributes }) => Number(attributes.kick_step));
    const edges = binEdges(values, 5);
    expect(edges).toHaveLength(6);
    const counts = [0, 0, 0, 0, 0];
    for (const value of values) counts[binOf(value, edges) ?? -1]++;
    expect(counts).toEqual([14, 14, 14, 14, 14]);
    expect(new Set(namedBins(edges).levels).size).toBe(5);
  });

  test('few distinct values get a bin each', () => {
    expect(binEdges([1, 1, 2, 4], 5)).toEqual([1, 1.5, 3, 4]);
    expect(binOf(0.9, [1, 1.5])).toBeNull();
  });
});

describe('mapping', () => {
  test('seven kick speeds and five bins of kick time place every rollout', () => {
    const factors = matrixFromRecording(summary);
    expect(factors.map(({ key, levels }) => [key, levels.length])).toEqual([
      ['task', 2],
      ['kick_mps', 7],
      ['kick_step', 5],
    ]);
    const mapping = ImportMapping.parse({
      kind: 'probe_rollout',
      factors: Object.fromEntries(factors.map(({ key, rule }) => [key, rule])),
    });
    expect(applyMapping(summary, mapping, factors).every(({ unmapped }) => unmapped === null)).toBe(true);
  });

  test('what has no level says why, and nothing is filled in', () => {
    const mapping = ImportMapping.parse({
      kind: 'demonstration',
      factors: { task: { by: 'task', levels: { 'Pour it': 'pour' } } },
    });
    const placed = applyMapping(summary, mapping, [{ key: 'task', levels: ['pour'] }]);
    expect(placed[0]).toMatchObject({ levels: { task: 'pour' }, unmapped: null });
    expect(placed[1].unmapped).toMatch(/no level for the task "Push the red mug"/);
  });

  test('level names inside task texts are guessed and explained', () => {
    const guess = guessMapping(summary, [{ key: 'object', levels: ['mug', 'red mug'] }]).object;
    expect(guess?.rule).toEqual({ by: 'task', levels: { 'Push the red mug': 'red mug' } });
    expect(guess?.why).toMatch(/1 of 2 task texts/);
  });

  test('evaluation trials cannot be imported', () => {
    expect(ImportMapping.safeParse({ kind: 'evaluation_trial', factors: {} }).success).toBe(false);
  });
});
