import { describe, expect, it } from 'vitest';
import { ScoringForm } from '@/server/core/uncertainty/schema';

describe('the settings of a scoring run', () => {
  it('default to the root mean square under the frozen scale', () => {
    expect(ScoringForm.parse({})).toEqual({
      form: 'rms',
      horizon: null,
      window: 10,
      scaling: 'frozen',
      statistic: 'mean',
      signals: [],
      only: [],
    });
  });

  it.each([{ form: 'loss' }, { window: 0 }, { horizon: 1.5 }, { scaling: 'on' }])('refuse %o', (input) => {
    expect(ScoringForm.safeParse(input).success).toBe(false);
  });
});
