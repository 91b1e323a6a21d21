import { type Point, TOOL_RADIUS, type Wall } from './world/physics';
import { MARK_TOLERANCE, slotFrame } from './world/rules';
import { MAX_SPEED, type Workcell } from './world/workcell';

/** A command for one control step: metres twice, gripper −1 (open) or 1 (closed). */
export type Command = readonly [dx: number, dy: number, grip: number];

/** How far in front of a gap the tool turns, metres. */
const APPROACH = 0.14;

/** Where to head next on the way from `from` to `to`: `to` itself, or through the wall's gap number `side`. */
function waypoint(from: Readonly<Point>, to: Readonly<Point>, wall: Wall | null, side: number): Readonly<Point> {
  if (!wall || from.y > wall.y === to.y > wall.y) return to;
  const x = wall.gaps[side % wall.gaps.length];
  const near = from.y > wall.y ? 1 : -1;
  return Math.abs(from.x - x) < wall.halfGap / 2
    ? { x, y: wall.y - near * APPROACH }
    : { x, y: wall.y + near * APPROACH };
}

/** Straight towards `to`, at most `speed` metres. */
function towards(from: Readonly<Point>, to: Readonly<Point>, speed: number, grip: number): Command {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const distance = Math.hypot(dx, dy);
  const k = distance > speed ? speed / distance : 1;
  return [dx * k, dy * k, grip];
}

function reach(cell: Workcell, side: number): Command {
  const { ee } = cell.physics;
  const at = cell.contactPoint;
  const near = Math.hypot(ee.x - at.x, ee.y - at.y);
  const grip = near < 0.6 * cell.task.tolerance ? 1 : -1;
  return towards(ee, waypoint(ee, at, cell.wall, side), MAX_SPEED, grip);
}

function carry(cell: Workcell, side: number): Command {
  const { ee, ob } = cell.physics;
  const goal = cell.start.goal ?? ob;
  const speed = Math.min(MAX_SPEED, 0.75 * cell.object.carryLimit);
  const mark = cell.task.kind === 'insert' ? slotApproach(ob, goal, cell.bearing) : goal;
  // The tool carries the object at an offset: aim the tool so that the object lands on the mark.
  const to = { x: mark.x + ee.x - ob.x, y: mark.y + ee.y - ob.y };
  const there = cell.task.kind === 'place' && Math.hypot(ob.x - goal.x, ob.y - goal.y) < 0.5 * MARK_TOLERANCE.place;
  return towards(ee, waypoint(ee, to, cell.wall, side), speed, there ? -1 : 1);
}

/** Round the rim to the front of the opening, then straight in. */
function slotApproach(ob: Readonly<Point>, goal: Readonly<Point>, bearing: number): Readonly<Point> {
  const { along, beside } = slotFrame(ob, goal, bearing);
  if (along > 0 && Math.abs(beside) < 0.03) return goal;
  const out = along > 0.02 ? 0.2 : 0.05;
  const aside = along > 0.02 ? 0 : 0.27 * (beside < 0 ? -1 : 1);
  const c = Math.cos(bearing);
  const s = Math.sin(bearing);
  return { x: goal.x + out * c - aside * s, y: goal.y + out * s + aside * c };
}

function pull(cell: Workcell): Command {
  const { ob } = cell.physics;
  const c = Math.cos(cell.bearing);
  const s = Math.sin(cell.bearing);
  const from = cell.railStart;
  const off = -(ob.x - from.x) * s + (ob.y - from.y) * c;
  const speed = Math.min(0.75 * cell.object.carryLimit, 0.8 * MAX_SPEED);
  const back = Math.max(-speed / 2, Math.min(speed / 2, off));
  return [c * speed * 0.85 + s * back, s * speed * 0.85 - c * back, 1];
}

function push(cell: Workcell, side: number): Command {
  const { ee, ob } = cell.physics;
  const goal = cell.start.goal ?? ob;
  const away = Math.hypot(goal.x - ob.x, goal.y - ob.y) || 1;
  const u = { x: (goal.x - ob.x) / away, y: (goal.y - ob.y) / away };
  const touch = TOOL_RADIUS + cell.object.radius;
  const along = (ee.x - ob.x) * u.x + (ee.y - ob.y) * u.y;
  const beside = -(ee.x - ob.x) * u.y + (ee.y - ob.y) * u.x;
  if (along < 0 && Math.abs(beside) < 0.35 * touch && along > -touch - 0.06) {
    const speed = Math.min(0.05, 0.02 + 0.4 * away);
    return [u.x * speed + u.y * beside * 0.6, u.y * speed - u.x * beside * 0.6, -1];
  }
  const aside = along > -0.6 * touch ? (beside < 0 ? -1 : 1) * (touch + 0.07) : 0;
  const back = along > -0.6 * touch && Math.abs(beside) < touch + 0.03 ? along : -touch - 0.03;
  const to = { x: ob.x + u.x * back - u.y * aside, y: ob.y + u.y * back + u.x * aside };
  return towards(ee, waypoint(ee, to, cell.wall, side), MAX_SPEED, -1);
}

/** The scripted operator: sees the truth and acts well in every task. `side` chooses between a wall's gaps. Pure. */
export function expertCommand(cell: Workcell, side: number): Command {
  if (cell.task.kind === 'push') return push(cell, side);
  if (!cell.held) return reach(cell, side);
  return cell.task.kind === 'pull' ? pull(cell) : carry(cell, side);
}
