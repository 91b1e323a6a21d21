import type { Signal } from '../recording/source';
import { assembleFeeds } from './batching';
import type { Ensemble, Predictions } from './ensemble';

/** One episode to be predicted; `key` is handed back untouched. */
export interface EpisodeObservations<K> {
  key: K;
  frames: number;
  /** The features of {@link featuresOf} the cards. */
  signals: ReadonlyMap<string, Signal>;
  noiseSeed: string;
}

export interface EpisodePredictions<K> {
  key: K;
  firstStep: number;
  predictions: Predictions;
  /** True for the last batch of its episode. */
  last: boolean;
}

/**
 * Predictions for every frame of every episode, batch by batch in order. Keeps `depth` batches in flight across
 * episodes, so that reading and preparing the next overlap inference. Stopping early leaves the ensemble usable.
 */
export async function* predictEpisodes<K>(
  ensemble: Ensemble,
  episodes: AsyncIterable<EpisodeObservations<K>> | Iterable<EpisodeObservations<K>>,
  options: { batchRows?: number; depth?: number } = {},
): AsyncGenerator<EpisodePredictions<K>> {
  const depth = options.depth ?? 2;
  const batchRows = Math.max(1, Math.min(options.batchRows ?? ensemble.maxRows, ensemble.maxRows));
  const inFlight: Promise<EpisodePredictions<K>>[] = [];
  for await (const { key, frames, signals, noiseSeed } of episodes)
    for (let from = 0; from < frames; from += batchRows) {
      const to = Math.min(frames, from + batchRows);
      const feeds = ensemble.preparations.map((card) => assembleFeeds(card, signals, from, to));
      const answer = ensemble
        .predict({ rows: to - from, firstStep: from, noiseSeed, feeds })
        .then((predictions) => ({ key, firstStep: from, predictions, last: to === frames }));
      // A failure surfaces where its turn comes; until then it must not count as unhandled.
      answer.catch(() => {});
      inFlight.push(answer);
      if (inFlight.length >= depth) yield await (inFlight.shift() as Promise<EpisodePredictions<K>>);
    }
  while (inFlight.length > 0) yield await (inFlight.shift() as Promise<EpisodePredictions<K>>);
}
