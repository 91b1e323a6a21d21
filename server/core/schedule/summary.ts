import type { Oracle } from './oracle';
import { cappedFactors, type Pool, roomPerLevel, share } from './pool';
import type { ProposalRequest, ProposalSummary, ProposedBlock } from './schema';

/** What a batch comes to: totals, share of every level against its cap, and where the caps decide everything. */
export function summarise(
  request: ProposalRequest,
  pool: Pool,
  batch: number,
  picks: readonly ProposedBlock[],
  oracle: Oracle,
): Omit<ProposalSummary, 'bootstrap' | 'optimum' | 'clusters' | 'bound'> {
  const demonstrations = (kind: ProposedBlock['reason']['kind']) =>
    picks.reduce((sum, pick) => sum + (pick.reason.kind === kind ? pick.demonstrations : 0), 0);
  return {
    requested: request.demonstrations,
    demonstrations: batch,
    blocks: picks.length,
    configurations: new Set(picks.map(({ index }) => index)).size,
    reserve: demonstrations('random'),
    pinned: demonstrations('pinned'),
    value: picks.reduce((sum, { reason }) => sum + (reason.gain ?? 0), 0),
    shares: pool.factors.flatMap((factor, f) => {
      const used = oracle.used(f);
      return factor.levels.flatMap((level, l) =>
        used[l] > 0 ? [{ factor: factor.key, level, demonstrations: used[l], cap: oracle.levelCap(f, l) }] : [],
      );
    }),
    forcedEqual: forcedEqual(request, pool, batch),
  };
}

/** Capped factors where Σ min(cap, room) is the batch itself, so that every level gets all it may. */
function forcedEqual({ caps }: ProposalRequest, pool: Pool, batch: number): string[] {
  const most = caps.perConfiguration === null ? batch : share(batch, caps.perConfiguration);
  return cappedFactors(pool, caps).flatMap((f) => {
    const { key } = pool.factors[f];
    const floor = share(batch, caps.perFactor[key]!);
    const capacity = roomPerLevel(pool, f, most).reduce((sum, room) => sum + Math.min(room, floor), 0);
    return capacity === batch ? [key] : [];
  });
}
