import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  countedTo,
  pausedOrNot,
  recordingFrom,
  type Stopwatch,
  settingUp,
  stoppedAt,
} from '@/server/core/collect/stopwatch';

const act = fc.constantFrom(recordingFrom, stoppedAt, pausedOrNot, countedTo);

it('counts every millisecond up to the stop exactly once: active, reset and pause add up', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.nat(5_000))), fc.nat(1_000_000), (acts, begin) => {
      let now = begin;
      let watch: Stopwatch = settingUp(begin);
      let stop: number | null = null;
      for (const [does, later] of acts) {
        now += later;
        const before = watch.phase;
        watch = does(watch, now);
        if (before === 'stopped' && watch.phase !== 'stopped') return;
        if (watch.phase === 'stopped') stop ??= now;
      }
      const { activeMs, resetMs, pauseMs } = countedTo(watch, now);
      expect(activeMs + resetMs + pauseMs).toBe((stop ?? now) - begin);
    }),
  );
});

it('counts a pause while recording as pause, not as control time', () => {
  let watch = recordingFrom(settingUp(0), 1_000);
  watch = pausedOrNot(watch, 3_000);
  watch = pausedOrNot(watch, 8_000);
  expect(stoppedAt(watch, 9_000)).toMatchObject({ resetMs: 1_000, activeMs: 3_000, pauseMs: 5_000 });
});
