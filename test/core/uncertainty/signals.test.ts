import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { decodeMoments, encodeMoments } from '@/server/core/uncertainty/moments-codec';
import { momentsOfPosted, signalsOfPosted } from '@/server/core/uncertainty/posted-predictions';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import { combineSignals, type StepSignals, signalsOfMoments } from '@/server/core/uncertainty/signals';
import { decodeSignals, encodeSignals } from '@/server/core/uncertainty/signals-codec';
import { signalsOfDistributions } from '@/server/core/uncertainty/token-signals';

const VARIANCE = ScoringForm.parse({ form: 'variance' });
const random = seededRandom('signals');
const normals = (length: number) => Float32Array.from({ length }, () => random.normal());
const signalsFrom = (entries: Record<string, number[]>): StepSignals => ({
  main: Object.keys(entries)[0],
  values: new Map(Object.entries(entries).map(([name, values]) => [name, Float64Array.from(values)])),
});

describe('signals per step', () => {
  const two = signalsFrom({ cloud: [0.9, 0.9, 0.7, 0.81], rgb: [0.4, 0.6, 0.1, 0.49] });

  it('are the main one unless the form names others, whose weights add up', () => {
    expect([...combineSignals(two, ScoringForm.parse({}))]).toEqual([0.9, 0.9, 0.7, 0.81]);
    const joint = combineSignals(
      two,
      ScoringForm.parse({ signals: [{ signal: 'cloud', weight: 2 }, { signal: 'rgb' }] }),
    );
    joint.forEach((value, t) => {
      expect(value).toBeCloseTo(2 * two.values.get('cloud')![t] + two.values.get('rgb')![t], 12);
    });
  });

  it('count only in steps that meet every condition, a value at a bound not', () => {
    const only = [
      { signal: 'cloud', above: 0.8 },
      { signal: 'rgb', below: 0.49 },
    ];
    expect([...combineSignals(two, ScoringForm.parse({ only }))]).toEqual([0.9, 0, 0, 0]);
    expect(() => combineSignals(two, ScoringForm.parse({ only: [{ signal: 'depth', above: 1 }] }))).toThrow(
      /no signal "depth".*"cloud", "rgb"/,
    );
    expect(ScoringForm.safeParse({ only: [{ signal: 'rgb' }] }).success).toBe(false);
  });

  it('survive their bytes, names of any script and number of steps included, and cut bytes are refused', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { minLength: 1, maxLength: 4 }),
        fc.nat(9),
        (names, steps) => {
          const signals: StepSignals = {
            main: names[names.length - 1],
            values: new Map(names.map((name, k) => [name, new Float64Array(steps).fill(k + 0.5)])),
          };
          const bytes = encodeSignals(signals);
          const back = decodeSignals(bytes);
          expect(back.main).toBe(signals.main);
          for (const [name, values] of signals.values) expect(back.values.get(name)).toEqual(values);
          expect(() => decodeSignals(bytes.subarray(0, bytes.length - 1))).toThrow(/damaged/);
        },
      ),
    );
  });
});

describe('posted predictions become', () => {
  const [members, steps, chunk, dims] = [4, 3, 2, 2];
  const wanted = { frames: steps, horizon: 1, dims, turns: null };
  const values = normals(members * steps * chunk * dims);

  it('disagreement between dropout passes, named so and equal to that of as many members', () => {
    const post = (passes: boolean) =>
      momentsOfPosted(
        { kind: 'chunks', shape: [members, 1, steps, chunk, dims], values, passes, sigmas: null },
        wanted,
      );
    const [passes, models] = [post(true), post(false)].map((moments) =>
      signalsOfMoments(decodeMoments(encodeMoments(moments)), { std: [1, 2] }, VARIANCE),
    );
    expect(passes.main).toBe('dropout disagreement');
    expect(passes.values.get('dropout disagreement')).toEqual(models.values.get('disagreement'));
  });

  it('an epistemic and an aleatoric part that add up to the variance of the mixture', () => {
    const sigmas = values.map((value) => 0.1 + Math.abs(value));
    const moments = momentsOfPosted(
      { kind: 'chunks', shape: [members, 1, steps, chunk, dims], values, passes: false, sigmas },
      wanted,
    );
    const split = signalsOfMoments(decodeMoments(encodeMoments(moments)), { std: [1, 1] }, VARIANCE);
    for (let t = 0; t < steps; t++) {
      let total = 0;
      for (let d = 0; d < dims; d++) {
        const at = (m: number) => ((m * steps + t) * chunk + 0) * dims + d;
        const all = Array.from({ length: members }, (_, m) => m);
        const mean = all.reduce((sum, m) => sum + values[at(m)] / members, 0);
        const second = all.reduce((sum, m) => sum + (values[at(m)] ** 2 + sigmas[at(m)] ** 2) / members, 0);
        total += (second - mean ** 2) / dims;
      }
      expect(split.values.get('disagreement')![t] + split.values.get('sample spread')![t]).toBeCloseTo(total, 5);
    }
    const bad = { kind: 'chunks' as const, shape: [members, 1, steps, chunk, dims] as const, values, passes: false };
    expect(() => momentsOfPosted({ ...bad, sigmas: sigmas.map((s) => -s) }, wanted)).toThrow(/finite numbers from 0/);
    expect(() => momentsOfPosted({ ...bad, sigmas: sigmas.subarray(1) }, wanted)).toThrow(/shape of "means"/);
  });

  it('named figures, of which a loss is never one', () => {
    const named = new Map([['rgb', Float32Array.of(1, 2, 3)]]);
    expect(signalsOfPosted({ kind: 'signals', main: null, named }, 3, '').main).toBe('rgb');
    const both = signalsOfPosted({ kind: 'signals', main: Float32Array.of(4, 5, 6), named }, 3, 'entropy');
    expect([...both.values.keys()]).toEqual(['entropy', 'rgb']);
    const loss = new Map([['BC loss', Float32Array.of(1, 2, 3)]]);
    expect(() => signalsOfPosted({ kind: 'signals', main: null, named: loss }, 3, '')).toThrow(/never scored/);
    expect(() => signalsOfPosted({ kind: 'signals', main: null, named }, 4, '')).toThrow(/3 figures of "rgb"/);
  });
});

describe('action tokens', () => {
  const logits = normals(3 * 2 * 2 * 5);
  const shape = [3, 2, 2, 5] as const;

  it('have total = expected + mutual information, all between 0 and 1, whatever is added to the logits', () => {
    const { main, values } = signalsOfDistributions({ form: 'logits', shape, values: logits });
    expect(main).toBe('mutual information');
    const shifted = signalsOfDistributions({ form: 'logits', shape, values: logits.map((value) => value + 40) });
    for (let t = 0; t < 2; t++) {
      const of = (name: string) => values.get(name)![t];
      expect(of('mutual information') + of('expected entropy')).toBeCloseTo(of('token entropy'), 10);
      for (const name of values.keys()) {
        expect(of(name)).toBeGreaterThanOrEqual(0);
        expect(of(name)).toBeLessThanOrEqual(1);
        expect(shifted.values.get(name)![t]).toBeCloseTo(of(name), 5);
      }
    }
  });

  it('of one member have an entropy and nothing that compares members', () => {
    const one = signalsOfDistributions({ form: 'logits', shape: [1, 2, 2, 5], values: logits.subarray(0, 20) });
    expect(one.main).toBe('token entropy');
    expect([...one.values.keys()]).toEqual(['token entropy', 'expected gradient length']);
  });

  it('agree between members that say the same, a masked token included', () => {
    const masked = Float32Array.of(0, 1, Number.NEGATIVE_INFINITY, 0, 1, Number.NEGATIVE_INFINITY);
    const { values } = signalsOfDistributions({ form: 'logits', shape: [2, 1, 1, 3], values: masked });
    expect(values.get('mutual information')![0]).toBeCloseTo(0, 12);
    expect(values.get('token entropy')![0]).toBeGreaterThan(0);
  });

  it('that are no distributions are refused', () => {
    const post = (form: 'logits' | 'probabilities', ...values: number[]) =>
      signalsOfDistributions({ form, shape: [1, 1, 1, 2], values: Float32Array.from(values) });
    expect(() => post('probabilities', 0.5, 0.4)).toThrow(/add up to 0.9/);
    expect(() => post('probabilities', 1.5, -0.5)).toThrow(/add up/);
    expect(() => post('logits', Number.NaN, 0)).toThrow(/not a number/);
    expect(post('probabilities', 0.5, 0.5).values.get('token entropy')![0]).toBeCloseTo(1, 12);
  });
});

describe('one model with its own samples', () => {
  it('has a sample spread and no disagreement', () => {
    const accumulator = accumulateMoments({ members: 1, samples: 4, steps: 2, chunk: 1, horizon: 1, dims: 2 });
    accumulator.add(normals(16), 2);
    const signals = signalsOfMoments(accumulator.finish(), { std: [1, 1] }, VARIANCE);
    expect([...signals.values.keys()]).toEqual(['sample spread']);
  });
});
