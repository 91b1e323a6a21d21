import { assignmentById } from '@/db/queries/assignments';
import { heldAt, renewLease } from '@/db/queries/claims';
import { factorsOf } from '@/db/queries/matrix';
import { memberNamed } from '@/db/queries/people';
import { stationById } from '@/db/queries/stations';
import type { NextAtStationInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { cardsOf } from './cards-of';
import { claimFor } from './claim';
import { assignmentInWords } from './in-words';

/**
 * What a station's recorder records next: what somebody holds there, whose lease it renews, else the next assignment of
 * the operator it names, with the start cards of its recordings; otherwise the reason why there is none. It teleoperates, so what a policy drives is not for it.
 */
export async function nextAtStation(ctx: ProgramContext, input: NextAtStationInput) {
  const { stationId, operator, device } = input;
  const station = await stationById(ctx.db, ctx.scope, stationId);
  if (!station) throw new DomainError('not_found', 'There is no such station in this program.');
  const { recorderFlags } = station;
  let claim = await heldAt(ctx.db, ctx.scope, stationId, ctx.clock.now());
  if (claim) {
    await renewLease(ctx.db, ctx.scope, claim.assignmentId, ctx.clock.now());
  } else if (operator === undefined) {
    const reason = `Nobody has taken an assignment at ${station.name}. Take one on the page Today, or name the operator.`;
    return { held: null, reason, recorderFlags };
  } else {
    const person = await memberNamed(ctx.db, ctx.scope, operator);
    if (!person) throw new DomainError('not_found', `"${operator}" has no role in this program.`);
    try {
      const { assignmentId } = await claimFor(ctx, person.id, { stationId, device });
      claim = { assignmentId, personId: person.id, name: person.name };
    } catch (error) {
      if (!(error instanceof DomainError) || error.fault !== 'conflict') throw error;
      return { held: null, reason: error.message, recorderFlags };
    }
  }
  const [row, factors] = await Promise.all([
    assignmentById(ctx.db, ctx.scope, claim.assignmentId),
    factorsOf(ctx.db, ctx.scope),
  ]);
  if (!row) return { held: null, reason: 'The assignment is gone. Ask again.', recorderFlags };
  if (row.kind !== 'demonstration') {
    const work = row.kind === 'probe_rollout' ? 'probe rollouts' : 'evaluation trials';
    const reason = `${claim.name} holds ${work} of ${row.checkpointName ?? 'a policy'} at ${station.name}. Let the policy drive, and log each on the page Today.`;
    return { held: null, reason, recorderFlags };
  }
  const words = assignmentInWords(row, factors);
  const cards = await cardsOf(ctx, [row]);
  return {
    reason: null,
    recorderFlags,
    held: {
      assignmentId: row.id,
      instruction: words.instruction,
      count: Math.max(1, row.wanted - row.logged),
      operatorId: claim.personId,
      operator: claim.name,
      levels: Object.fromEntries(words.levels.map(({ factor, name }) => [factor, name])),
      cards: (cards.get(row.id) ?? []).filter((card) => card.kind === 'template'),
      serverTime: ctx.clock.now(),
    },
  };
}
