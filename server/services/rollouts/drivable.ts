import { programOf } from '@/db/queries/programs';
import { DomainError } from '@/server/core/errors';
import { orderBlocks } from '@/server/core/schedule/order';
import type { HeldBack } from '@/server/core/schedule/schema';
import type { ProgramContext } from '../context';
import { candidatesOf } from '../schedule/candidates';

/** Configurations ordered together: far fewer set-ups than in small windows, and a plan cut short still covers the levels. */
const WINDOW = 48;

/**
 * The matrix with room for what a policy may drive: what no safety rule names, what is not held and, unless this is
 * allowed (by the lead, else by the program's setting), what a policy has driven before.
 */
export async function drivable(ctx: ProgramContext, driveUnknown: boolean | undefined) {
  const { settings } = await programOf(ctx.db, ctx.scope);
  const unknownAllowed = driveUnknown ?? settings.unknownAllowed.rollouts;
  const candidates = await candidatesOf(ctx, unknownAllowed, null, 1);
  const usable = candidates.pool.room.reduce((sum, room) => sum + room, 0);
  return { ...candidates, usable, unknownAllowed };
}

export type Drivable = Awaited<ReturnType<typeof drivable>>;

/** Throws infeasible, with what was held back and the way out, where fewer than `count` configurations may be driven. */
export function checkEnough({ usable, heldBack }: Drivable, count: number): void {
  if (count <= usable) return;
  const unknown =
    heldBack.unknown > 0
      ? ' Allow the policy to drive what no policy has driven yet, deliberately, or ask for less.'
      : ' Ask for less.';
  throw new DomainError(
    'infeasible',
    `${count} configurations were asked for and ${usable} may be driven: ${heldBackInWords(heldBack)}.${unknown}`,
  );
}

/** What was held back and why, e.g. "3 by the safety rule "glass on the ledge", 12 driven by no policy yet". */
export function heldBackInWords({ rules, held, unknown }: HeldBack): string {
  const parts = [
    ...rules.map(({ reason, configurations }) => `${configurations} by the safety rule "${reason}"`),
    held > 0 && `${held} held because predicted actions leave their limits`,
    unknown > 0 && `${unknown} driven by no policy yet`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'the matrix has no more';
}

/** Positions of configurations (pool indices) in an order with few changeovers. */
export function drivingOrder({ pool, factors }: Drivable, indices: readonly number[]): number[] {
  const width = factors.length;
  const blocks = indices.map((i) => ({
    levels: Array.from({ length: width }, (_, f) => pool.levels[i * width + f]),
    value: 0,
  }));
  const weights = factors.map((factor) => factor.changeoverWeight);
  return orderBlocks(blocks, { weights, window: WINDOW }).order;
}
