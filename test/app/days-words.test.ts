import { describe, expect, it } from 'vitest';
import { capacityWords, type Slice } from '@/app/p/[program]/(lead)/days/days-words';

const slice = (part: Partial<Slice>) => ({ done: 0, planned: 0, minutes: 0, used: 0, ...part }) as Slice;
const twenty = { unit: 'demonstrations' as const, amount: 20 };

describe('how full a shift is', () => {
  it('is said against its capacity', () => {
    expect(capacityWords(slice({ capacity: twenty, done: 3, planned: 17, minutes: 95, used: 1 }))).toBe(
      '20 of 20 recordings, 3 of them done, about 1 h 35 min left',
    );
    expect(capacityWords(slice({ capacity: twenty, done: 12, used: 0.6 }))).toBe('12 of 20 recordings, all done');
    const four = { unit: 'hours' as const, amount: 4 };
    expect(capacityWords(slice({ capacity: four, planned: 30, minutes: 180, used: 0.75 }))).toBe(
      '30 recordings; 3 h of 4 h',
    );
  });

  it('is never more than all of it: what was recorded before it was a shift is said to be beyond it', () => {
    expect(capacityWords(slice({ capacity: twenty, done: 108, used: 5.4 }))).toBe(
      '108 recordings, all done, 88 beyond the 20 of this shift',
    );
    const hour = { unit: 'hours' as const, amount: 1 };
    expect(capacityWords(slice({ capacity: hour, done: 108, used: 9 }))).toBe(
      '108 recordings, all done; about 9 h of work in a shift of 1 h',
    );
  });
});
