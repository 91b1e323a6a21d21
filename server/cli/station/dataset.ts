import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../formats/files';
import { openLeRobot } from '../../formats/lerobot/open';

/** How far a dataset is, as its recorder says after every episode. */
export interface Extent {
  episodes: number;
  frames: number;
  fps: number | null;
}

/** The extent of a LeRobot dataset that may be being written; nothing where there is none or it is being replaced. */
export function extentOf(root: string): Extent | null {
  try {
    const info = JSON.parse(readFileSync(path.join(root, 'meta/info.json'), 'utf8'));
    return { episodes: info.total_episodes ?? 0, frames: info.total_frames ?? 0, fps: info.fps ?? null };
  } catch {
    return null;
  }
}

/** Lengths in frames of the episodes that can be read, by index; empty where the dataset cannot be opened. */
export async function readableLengths(root: string): Promise<Map<number, number>> {
  const source = await openLeRobot(root).catch(() => null);
  return new Map(source?.summary.episodes.map(({ index, length }) => [index, length]) ?? []);
}

/** A recording that goes by the attempt it was logged as, with the levels it was recorded under. */
export interface Labelled {
  attempt_id: string;
  length: number;
  levels: Record<string, string>;
}

/** Adds what is known of episodes to the dataset's own `meta/rota.json`, so that it travels with the recording. */
export async function labelEpisodes(root: string, labels: ReadonlyMap<number, Labelled>): Promise<void> {
  const file = path.join(root, 'meta/rota.json');
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { version: 1, episodes: {} };
  await writeWhole(
    file,
    JSON.stringify({ ...before, episodes: { ...before.episodes, ...Object.fromEntries(labels) } }, null, 1),
  );
}

/** The first of `root`, `root-2`, `root-3`, … that is not there yet. */
export function freshRoot(root: string): string {
  let fresh = root;
  for (let n = 2; existsSync(fresh); n++) fresh = `${root}-${n}`;
  return fresh;
}
