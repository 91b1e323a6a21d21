import type { Point } from './physics';

/** How close the object's centre must come to the mark, metres. */
export const MARK_TOLERANCE = { push: 0.07, place: 0.08, insert: 0.04 } as const;
/** How far a pull has to go, metres. */
export const PULL_DISTANCE = 0.35;
/** How far off its rail a pulled handle slips out of the grip, metres. */
export const RAIL_TOLERANCE = 0.06;
/** Radius of the rim around a slot, metres; it can be entered only through the opening. */
const SLOT_RADIUS = 0.14;
/** Half the width of a slot's opening, metres. */
const SLOT_HALF_WIDTH = 0.05;

/** `point` seen from a slot at `goal` that opens towards `bearing`: distance along the opening's axis and beside it, metres. */
export function slotFrame(point: Readonly<Point>, goal: Readonly<Point>, bearing: number) {
  const c = Math.cos(bearing);
  const s = Math.sin(bearing);
  const dx = point.x - goal.x;
  const dy = point.y - goal.y;
  return { along: dx * c + dy * s, beside: -dx * s + dy * c };
}

/** True when the slot's rim stops an object at `ob` from moving by (vx, vy): it would be inside the rim and not in the opening, and no farther out than now. */
export function slotStops(
  ob: Readonly<Point>,
  vx: number,
  vy: number,
  goal: Readonly<Point>,
  bearing: number,
): boolean {
  const next = slotFrame({ x: ob.x + vx, y: ob.y + vy }, goal, bearing);
  const reach = Math.hypot(next.along, next.beside);
  if (reach >= SLOT_RADIUS || (next.along > -0.02 && Math.abs(next.beside) <= SLOT_HALF_WIDTH)) return false;
  return reach < Math.hypot(ob.x - goal.x, ob.y - goal.y);
}
