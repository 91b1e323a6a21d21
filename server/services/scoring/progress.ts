import { insertEvent } from '@/db/queries/record';
import { changeScoringRun } from '@/db/queries/scoring-runs';
import type { ProgramContext } from '../context';

/** The run is no longer wanted: somebody cancelled it, or the worker stops. */
export class ScoringStopped extends Error {
  override readonly name = 'ScoringStopped';
}

/** Shortest time between two reports, in ms. */
const REPORT_EVERY_MS = 500;

export interface Tally {
  episodesDone: number;
  framesDone: number;
  framesComputed: number;
  computeMs: number;
}

export interface ScoringProgress {
  /** Counts frames just computed, and episodes finished; reports at most twice a second. Throws ScoringStopped. */
  advance(frames: number, episodes: number): Promise<void>;
  /** Reports now. Throws ScoringStopped. */
  report(): Promise<void>;
}

/** Counts a run's frames on from `tally` and writes them where live pages read them. */
export function progressOf(
  ctx: ProgramContext,
  scoringRunId: number,
  tally: Tally,
  signal: AbortSignal,
): ScoringProgress {
  let reported = ctx.clock.now().getTime();
  const report = async () => {
    const now = ctx.clock.now().getTime();
    tally.computeMs += now - reported;
    reported = now;
    const wanted = await ctx.db.transaction(async (tx) => {
      const running = await changeScoringRun(tx, ctx.scope, scoringRunId, ['running'], tally);
      if (running) await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
      return running;
    });
    if (!wanted || signal.aborted) throw new ScoringStopped();
  };
  return {
    report,
    async advance(frames, episodes) {
      tally.framesDone += frames;
      tally.framesComputed += frames;
      tally.episodesDone += episodes;
      if (signal.aborted || ctx.clock.now().getTime() - reported >= REPORT_EVERY_MS) await report();
    },
  };
}
