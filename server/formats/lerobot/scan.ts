import { DomainError } from '@/server/core/errors';
import type { Problem } from '@/server/core/recording/source';
import { type Column, integerOf, openParquet, type ParquetFile, readColumns } from '../parquet';
import { failure, type StatedEpisode } from './layout';

/** Where an episode's frames lie, found by the value of episode_index and never by position. */
export interface FoundEpisode {
  file: ParquetFile;
  from: number;
  to: number;
  /** Values of the outcome columns over the episode, for those the file has. */
  outcome: Map<string, Column>;
}

const OUTCOME_COLUMNS = ['next.success', 'next.reward', 'next.done', 'is_episode_successful'];

/**
 * Finds the frames of the stated episodes in their files. An episode whose file is missing, cut short or damaged, whose rows
 * are absent, scattered or of another number than stated is reported and left out; all others are kept.
 */
export async function scanFrames(
  episodes: readonly StatedEpisode[],
): Promise<{ found: Map<number, FoundEpisode>; problems: Problem[] }> {
  const found = new Map<number, FoundEpisode>();
  const problems: Problem[] = [];
  for (const [path, stated] of byFile(episodes)) {
    try {
      const runs = await runsOf(path);
      for (const episode of stated) {
        const run = runs.get(episode.index) ?? [];
        const wrong = run.length === 1 ? lengthProblem(episode, run[0]) : placeProblem(episode, run.length, runs);
        if (wrong) problems.push(failure(wrong, path, episode.index));
        else found.set(episode.index, run[0]);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      for (const { index } of stated)
        problems.push(failure(`Episode ${index} was left out: ${error.message}`, path, index));
    }
  }
  return { found, problems };
}

function byFile(episodes: readonly StatedEpisode[]): Map<string, StatedEpisode[]> {
  const files = new Map<string, StatedEpisode[]>();
  for (const episode of episodes) {
    const listed = files.get(episode.file);
    if (listed) listed.push(episode);
    else files.set(episode.file, [episode]);
  }
  return files;
}

/** Unbroken stretches of each episode_index in a file, read one row group at a time. */
async function runsOf(path: string): Promise<Map<number, FoundEpisode[]>> {
  const file = await openParquet(path);
  const outcomeColumns = OUTCOME_COLUMNS.filter((name) => file.columns.includes(name));
  const runs = new Map<number, FoundEpisode[]>();
  let last = { episode: Number.NaN, run: emptyRun(file, 0, outcomeColumns) };
  for (let group = 0; group + 1 < file.groupStarts.length; group++) {
    const start = file.groupStarts[group];
    const columns = await readColumns(file, ['episode_index', ...outcomeColumns], start, file.groupStarts[group + 1]);
    for (const [row, value] of (columns.get('episode_index') ?? []).entries()) {
      const episode = integerOf(value) ?? -1;
      if (last.episode !== episode) {
        last = { episode, run: emptyRun(file, start + row, outcomeColumns) };
        runs.set(episode, [...(runs.get(episode) ?? []), last.run]);
      }
      last.run.to++;
      for (const name of outcomeColumns) last.run.outcome.get(name)?.push(columns.get(name)?.[row]);
    }
  }
  return runs;
}

const emptyRun = (file: ParquetFile, at: number, columns: readonly string[]): FoundEpisode => ({
  file,
  from: at,
  to: at,
  outcome: new Map(columns.map((name) => [name, []])),
});

function lengthProblem({ index, length }: StatedEpisode, { from, to }: FoundEpisode): string | null {
  return to - from === length
    ? null
    : `Episode ${index} was left out: its metadata says ${length} frames, its file holds ${to - from}.`;
}

function placeProblem({ index }: StatedEpisode, runs: number, others: ReadonlyMap<number, unknown>): string {
  return runs === 0
    ? `Episode ${index} was left out: the rows of its file carry episode_index ${[...others.keys()].slice(0, 5).join(', ') || 'none'}.`
    : `Episode ${index} was left out: its rows are scattered over ${runs} places of the file.`;
}
