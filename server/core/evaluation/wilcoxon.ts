import { ranks } from '@/server/core/numeric/correlation';

/**
 * Exact two-sided p of Wilcoxon's signed-rank test on paired differences, zeros dropped, tied sizes sharing their mean
 * rank. Null when no difference is left. O(n³).
 */
export function signedRankP(differences: readonly number[]): number | null {
  const kept = differences.filter((value) => value !== 0);
  if (kept.length === 0) return null;
  // Doubled ranks are whole numbers, so the distribution of their sum is a table.
  const doubled = Array.from(ranks(kept.map(Math.abs)), (rank) => Math.round(2 * rank));
  const total = doubled.reduce((all, rank) => all + rank, 0);
  const ways = new Float64Array(total + 1);
  ways[0] = 1;
  for (const rank of doubled) for (let sum = total; sum >= rank; sum--) ways[sum] += ways[sum - rank];
  const positive = doubled.reduce((all, rank, i) => all + (kept[i] > 0 ? rank : 0), 0);
  const smaller = Math.min(positive, total - positive);
  const tail = ways.subarray(0, smaller + 1).reduce((all, count) => all + count, 0);
  return Math.min(1, (2 * tail) / 2 ** kept.length);
}
