import { assignmentById, liveAssignments, setAssignmentState } from '@/db/queries/assignments';
import { heldBy, releaseLapsedClaims, renewLease } from '@/db/queries/claims';
import { factorsOf, holdsOf, safetyRulesOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { claimInTurn, lockClaimable } from '@/db/queries/queue';
import { insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import { claims } from '@/db/schema/schedules';
import type { ClaimInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { rollOver } from '../days/remake-plan';
import { actingPerson } from '../people/acting-person';
import { askerOf, whyNothing } from './asker';

interface Claimed {
  assignmentId: number;
  leasedUntil: Date;
}

/**
 * Gives the acting person an exclusive lease on the next assignment (or on the one asked for). Claiming again while
 * holding one renews and returns it. Safety, scarce levels and distinct operators are checked again here. Throws
 * DomainError conflict with the reason when there is nothing to claim.
 */
export function claimAssignment(ctx: ProgramContext, input: ClaimInput): Promise<Claimed> {
  return claimFor(ctx, actingPerson(ctx), input);
}

/** As `claimAssignment`, for a person whom the caller has identified. */
export async function claimFor(ctx: ProgramContext, personId: number, input: ClaimInput): Promise<Claimed> {
  await rollOver(ctx);
  const program = await programOf(ctx.db, ctx.scope);
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + program.settings.leaseMinutes * 60_000);
  const [factors, safety, held, station] = await Promise.all([
    factorsOf(ctx.db, ctx.scope),
    safetyRulesOf(ctx.db, ctx.scope),
    holdsOf(ctx.db, ctx.scope),
    input.stationId === null ? null : stationById(ctx.db, ctx.scope, input.stationId),
  ]);
  if (station === undefined)
    throw new DomainError('not_found', 'There is no such station in this program. Choose yours again.');

  const result = await ctx.db.transaction(async (tx) => {
    // Asked together, answered in this order.
    const [, , mine] = await Promise.all([
      claimInTurn(tx, ctx.scope, personId),
      releaseLapsedClaims(tx, ctx.scope, now),
      heldBy(tx, ctx.scope, personId),
    ]);
    if (mine !== undefined && (input.assignmentId === undefined || input.assignmentId === mine)) {
      await renewLease(tx, ctx.scope, mine, now);
      return { assignmentId: mine, unsafe: null };
    }
    if (mine !== undefined) {
      throw new DomainError('conflict', 'You already hold an assignment. Finish it, skip it or give it back first.');
    }
    const { asker } = await askerOf(tx, ctx, personId, station, factors);
    const assignmentId = await lockClaimable(tx, ctx.scope, asker, input.assignmentId);
    if (assignmentId === undefined) return null;
    const unsafe = await unsafeReason(tx, ctx, assignmentId, safety, held);
    const lease = {
      programId: ctx.scope.programId,
      assignmentId,
      personId,
      stationId: input.stationId,
      device: input.device,
      claimedAt: now,
      leasedUntil,
    };
    await Promise.all([
      !unsafe && tx.insert(claims).values(lease).execute(),
      setAssignmentState(tx, ctx.scope, assignmentId, unsafe ? 'blocked' : 'claimed', unsafe, now),
      insertEvent(tx, ctx.scope, 'assignment', assignmentId),
    ]);
    return { assignmentId, unsafe };
  });

  if (result?.unsafe) {
    if (input.assignmentId === undefined) return claimFor(ctx, personId, input);
    throw new DomainError('conflict', `This assignment is now blocked: ${result.unsafe}`);
  }
  if (result) return { assignmentId: result.assignmentId, leasedUntil };
  const [live, who] = await Promise.all([
    liveAssignments(ctx.db, ctx.scope),
    askerOf(ctx.db, ctx, personId, station, factors),
  ]);
  throw new DomainError('conflict', await whyNothing(ctx, live, who, input.assignmentId));
}

async function unsafeReason(
  tx: ProgramContext['db'],
  ctx: ProgramContext,
  assignmentId: number,
  rules: Awaited<ReturnType<typeof safetyRulesOf>>,
  held: Awaited<ReturnType<typeof holdsOf>>,
): Promise<string | null> {
  const row = await assignmentById(tx, ctx.scope, assignmentId);
  if (!row) return null;
  const rule = rules.find((r) => r.levelIds.every((id) => row.levelIds.includes(id)));
  if (rule) return `safety rule: ${rule.reason}`;
  const hold = held.find((h) => h.configurationId === row.configurationId);
  return hold ? `held: predicted actions leave the limit of ${hold.dimension}; a lead can release it` : null;
}
