/** One side of a match: an accepted attempt or a recorded episode, as far as the other side can be compared with it. */
export interface Comparable {
  configurationId: number | null;
  /** The words the recorder was told. */
  task: string;
  durationMs: number | null;
}

/** Positions in the two lists given. `why` says what keeps a pair from being certain. */
export interface Pair {
  episode: number;
  attempt: number;
}
export type Doubt = 'length unknown' | 'length differs' | 'several fit';
export interface Proposal extends Pair {
  why: Doubt;
}

export interface Matching {
  /** Pairs that no other order explains nearly as well. */
  matched: Pair[];
  /** The best pair of each other episode that has one, for a person to confirm. */
  proposed: Proposal[];
}

const SKIPPED = -1.5;
const IMPOSSIBLE = Number.NEGATIVE_INFINITY;
/** A pair is certain when every explanation without it scores at least this much less. */
const CERTAIN = 3;
/** Largest distance of two lengths, in tolerances, of a certain pair. */
const CLOSE = 1.5;

/**
 * Ordered alignment of episodes with accepted attempts of one station, dataset and recording session: monotone, one to
 * one, gaps allowed, of most score (Needleman and Wunsch 1970; an attempt without an episode costs nothing, because it may
 * belong to another recording, and a gap alone must not make its neighbours certain). Scored by length and task text; configurations never differ.
 * A pair is certain by the max-marginal of the alignments without it. O(n·m) time and memory.
 */
export function matchAttempts(episodes: readonly Comparable[], attempts: readonly Comparable[]): Matching {
  const [n, m] = [episodes.length, attempts.length];
  const score = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) score[i * m + j] = likeness(episodes[i], attempts[j]);
  const before = prefixes(score, n, m);
  const after = prefixes(score.slice().reverse(), n, m).reverse();
  const at = (i: number, j: number) => i * (m + 1) + j;
  const best = before[at(n, m)];
  const matching: Matching = { matched: [], proposed: [] };
  for (const { episode: i, attempt: j } of path(before, score, n, m)) {
    let other = IMPOSSIBLE;
    for (let k = 0; k <= m; k++) {
      other = Math.max(other, before[at(i, k)] + SKIPPED + after[at(i + 1, k)]);
      if (k < m && k !== j) other = Math.max(other, before[at(i, k)] + score[i * m + k] + after[at(i + 1, k + 1)]);
    }
    const distance = lengthDistance(episodes[i], attempts[j]);
    const why =
      distance === null
        ? 'length unknown'
        : distance > CLOSE
          ? 'length differs'
          : best - other < CERTAIN
            ? 'several fit'
            : null;
    if (why) matching.proposed.push({ episode: i, attempt: j, why });
    else matching.matched.push({ episode: i, attempt: j });
  }
  return matching;
}

/** Best score of every pair of prefixes, (n + 1) × (m + 1), row-major; only an episode left over costs. */
function prefixes(score: Float64Array, n: number, m: number): Float64Array {
  const most = new Float64Array((n + 1) * (m + 1));
  for (let i = 0; i <= n; i++) {
    for (let j = i === 0 ? 1 : 0; j <= m; j++) {
      const here = i * (m + 1) + j;
      const skipAttempt = j > 0 ? most[here - 1] : IMPOSSIBLE;
      const skipEpisode = i > 0 ? most[here - m - 1] + SKIPPED : IMPOSSIBLE;
      const pair = i > 0 && j > 0 ? most[here - m - 2] + score[(i - 1) * m + j - 1] : IMPOSSIBLE;
      most[here] = Math.max(pair, skipEpisode, skipAttempt);
    }
  }
  return most;
}

function path(most: Float64Array, score: Float64Array, n: number, m: number): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [n, m];
  while (i > 0 && j > 0) {
    const here = i * (m + 1) + j;
    if (most[here] === most[here - m - 2] + score[(i - 1) * m + j - 1]) {
      i--;
      j--;
      pairs.push({ episode: i, attempt: j });
    } else if (most[here] === most[here - m - 1] + SKIPPED) i--;
    else j--;
  }
  return pairs.reverse();
}

/** How well an episode and an attempt fit: at most 3 where words and lengths agree; never where configurations differ. */
function likeness(episode: Comparable, attempt: Comparable): number {
  if (episode.configurationId === null || episode.configurationId !== attempt.configurationId) return IMPOSSIBLE;
  const [told, said] = [words(attempt.task), words(episode.task)];
  const text = told === '' || said === '' ? 0 : told === said ? 1 : -1;
  const distance = lengthDistance(episode, attempt);
  return text + (distance === null ? 0 : 2 - Math.min(8, distance * distance));
}

const words = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** Difference of the lengths in tolerances of one second and a tenth of the episode; null when one is unknown. */
function lengthDistance({ durationMs: recorded }: Comparable, { durationMs: logged }: Comparable): number | null {
  if (recorded === null || logged === null) return null;
  return Math.abs(recorded - logged) / (1000 + recorded / 10);
}
