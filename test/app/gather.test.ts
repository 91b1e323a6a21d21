import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gather } from '@/app/_trpc/gather';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('hands on everything told within the time, each thing once, and nothing when nothing was told', () => {
  const handed: string[][] = [];
  const gatherer = gather<string>(
    1000,
    (news) => handed.push([...news].sort()),
    () => 0.5,
  );
  gatherer.tell([]);
  vi.advanceTimersByTime(5000);
  expect(handed).toEqual([]);
  for (let n = 0; n < 100; n++) gatherer.tell(['attempt', n % 2 ? 'assignment' : 'attempt']);
  vi.advanceTimersByTime(749);
  expect(handed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(handed).toEqual([['assignment', 'attempt']]);
  gatherer.tell(['matrix']);
  vi.advanceTimersByTime(1000);
  expect(handed.at(-1)).toEqual(['matrix']);
});

it('forgets what was told before it was stopped', () => {
  const handed: string[][] = [];
  const gatherer = gather<string>(1000, (news) => handed.push([...news]));
  gatherer.tell(['attempt']);
  gatherer.stop();
  vi.advanceTimersByTime(5000);
  expect(handed).toEqual([]);
});
