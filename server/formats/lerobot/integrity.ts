import type { EpisodeHeader, Problem } from '@/server/core/recording/source';
import type { LeRobotInfo } from './info';
import { type StatedEpisode, warning } from './layout';

/** What does not add up between info.json, the list of episodes and the frames found. All warnings: good episodes are kept. */
export function integrityProblems(
  info: LeRobotInfo,
  stated: readonly StatedEpisode[],
  kept: readonly EpisodeHeader[],
  infoPath: string,
): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string) => problems.push(warning(message, infoPath));
  const indices = stated.map(({ index }) => index);
  const missing = gaps(indices);
  if (missing.length > 0)
    say(
      `Episode indices are not contiguous: ${missing.slice(0, 10).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. LeRobot itself looks episodes up by position and would mix them up.`,
    );
  if (new Set(indices).size !== indices.length) say('An episode index is listed twice; the first listing was taken.');
  const { totalEpisodes, totalFrames } = info;
  if (totalEpisodes !== null && totalEpisodes !== stated.length)
    say(`info.json says ${totalEpisodes} episodes, ${stated.length} are listed.`);
  const frames = kept.reduce((sum, { length }) => sum + length, 0);
  if (totalFrames !== null && totalFrames !== frames)
    say(`info.json says ${totalFrames} frames, ${frames} were found.`);
  return problems;
}

/** Whole numbers from 0 to the largest that are not in `indices`. */
export function gaps(indices: readonly number[]): number[] {
  const present = new Set(indices);
  const last = indices.reduce((max, index) => Math.max(max, index), -1);
  return Array.from({ length: last + 1 }, (_, index) => index).filter((index) => !present.has(index));
}
