import type { Outcome } from './outcome';

/** The layouts of recordings Rota reads. */
export type RecordingFormat = 'lerobot-v2.1' | 'lerobot-v3.0' | 'robomimic' | 'manifest';

/** One recorded signal. `shape` is per frame: [] for a scalar, [26] for a vector, [H, W, C] for an image. */
export interface Feature {
  name: string;
  dtype: string;
  shape: number[];
  /** Names of the dimensions, flattened; null where the recording gives none. */
  names: string[] | null;
  /** False where no values can be read here (a `video` column, a missing file). */
  readable: boolean;
}

export type AttributeValue = string | number | boolean | null;

/** One episode as its container describes it, before any frame is read. */
export interface EpisodeHeader {
  /** The episode's own index in its source; not necessarily contiguous. */
  index: number;
  /** Number of frames. */
  length: number;
  tasks: string[];
  attributes: Record<string, AttributeValue>;
  outcome: { value: Outcome; source: string };
}

/** Something found wrong. Errors keep an episode (or, with `episode` null, all of them) out of an import; warnings do not. */
export interface Problem {
  severity: 'error' | 'warning';
  episode: number | null;
  file: string | null;
  /** A sentence: what is wrong and what it means for the import. */
  message: string;
}

/** What a dry run shows of a recording. */
export interface RecordingSummary {
  format: RecordingFormat;
  version: string;
  robotType: string | null;
  /** Frames per second; null where the container does not say. */
  fps: number | null;
  features: Feature[];
  tasks: string[];
  /** Names of the per-episode attributes found on any episode. */
  attributes: string[];
  episodes: EpisodeHeader[];
  /** Sum of the lengths of `episodes`. */
  frames: number;
  problems: Problem[];
}

/** Values of one feature over one episode, row-major: frames × product(shape). Strings for text columns. */
export interface Signal {
  frames: number;
  shape: number[];
  values: Float32Array | string[];
}

/** The stretch of a video file that shows an episode. */
export interface StoredVideo {
  camera: string;
  /** Absolute path. */
  file: string;
  /** Seconds into the file at which the episode begins. */
  from: number;
  /** Seconds into the file at which it ends; null where the file holds this episode alone. */
  to: number | null;
}

/** An open recording. Reads by column and by episode; never holds the whole file. */
export interface RecordingSource {
  readonly summary: RecordingSummary;
  /** Per-frame text and scalar columns that may be constant within an episode and so describe it (collector, building…). */
  readonly attributeColumns: readonly string[];
  /** Those columns' values by episode index, null where a column is empty or changes within the episode. Reads only the columns named. */
  attributes(columns: readonly string[]): Promise<Map<number, Record<string, AttributeValue>>>;
  /** Signals of one episode by feature name. Throws DomainError invalid when an episode or a feature cannot be read. */
  signals(episodeIndex: number, features: readonly string[]): Promise<Map<string, Signal>>;
  /** The videos of an episode that are there, inside the recording's own folder. */
  videos(episodeIndex: number): Promise<StoredVideo[]>;
  close(): Promise<void>;
}
