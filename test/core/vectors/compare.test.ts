import { describe, expect, it } from 'vitest';
import { checkVector } from '../../vectors/check';
import { differences, figureAfter, orderDifferences, toleranceOf } from '../../vectors/compare';

const EXACT = { relative: 0, absolute: 0 };

describe('the rules of a vector file', () => {
  it('are the figures of its sentence, of the clause with the word where there is one', () => {
    const sentence = 'floats rel 1e-6 abs 1e-8 (near 0: abs 1e-6 on sq distances); orders when min_gap>1e-9';
    expect(toleranceOf(sentence)).toEqual({ relative: 1e-6, absolute: 1e-8 });
    expect(toleranceOf(sentence, 'sq distances')).toEqual({ relative: 1e-6, absolute: 1e-6 });
    expect(toleranceOf('rel 1e-9; enumerated bootstrap exact 1e-12', 'bootstrap')).toEqual({
      relative: 1e-12,
      absolute: 1e-12,
    });
    expect(figureAfter(sentence, 'min_gap>')).toBe(1e-9);
    expect(figureAfter(sentence, 'heuristic >=')).toBeNull();
  });

  it('hold numbers to their tolerance and everything else to equality', () => {
    expect(differences('x', [1, { a: 2 }], [1 + 1e-10, { a: 2 }], { relative: 1e-9, absolute: 0 })).toEqual([]);
    expect(differences('x', [1, { a: 2 }], [1, { a: 3 }], EXACT)).toEqual(['x[1].a: 2 is not 3']);
    expect(differences('x', [1], [1, 2], EXACT)).toHaveLength(1);
    expect(differences('x', true, false, EXACT)).toHaveLength(1);
  });

  it('tell what is unknown from 0, and what is not computed from both', () => {
    expect(differences('x', null, null, EXACT)).toEqual([]);
    expect(differences('x', 0, null, EXACT)).toHaveLength(1);
    expect(differences('x', null, 0, EXACT)).toHaveLength(1);
    expect(differences('x', undefined, null, EXACT)).toEqual(['x: nothing is computed for it']);
  });

  it('take items of one class for the same, and orders only as far as they are decided', () => {
    expect(orderDifferences([0, 3], [2, 1], { classes: [0, 1, 0, 1] })).toEqual([]);
    expect(orderDifferences([0, 3], [0, 1], { until: 1 })).toEqual([]);
    expect(orderDifferences([0, 3], [0, 1])).toHaveLength(1);
    expect(orderDifferences([0], [0, 1])).toHaveLength(1);
  });

  it('fail a case there is no code for', () => {
    const vector = { name: 'unheard', input: {}, expected: {} };
    expect(checkVector({ id: 'nothing', compare: '' }, vector).verdict).toBe('fail');
    expect(checkVector({ id: 'coverage', compare: '' }, vector).verdict).toBe('fail');
    const field = { name: 'field', input: { features: [[1]], labels: [0] }, expected: { unheard: 1 } };
    expect(checkVector({ id: 'coverage', compare: '' }, field).complaints).toEqual([
      'unheard: nothing is computed for it',
    ]);
  });

  it('find disagreement of one member unknown, and fail 0 for it', () => {
    const input = { actions_members_steps_horizon_dims: [[[[1, 2]]]], action_std: [1, 1] };
    const vector = { name: 'alone', input, expected: { rms_per_dim_per_step: [0], max_over_trajectory: 0 } };
    const { verdict, computed } = checkVector({ id: 'continuous_disagreement', compare: 'rel 1e-9' }, vector);
    expect(verdict).toBe('pass');
    expect(computed).toMatchObject({ rms_per_dim_per_step: null, max_over_trajectory: null });
  });
});
