import { type Physics, type Point, type Scene, TOOL_RADIUS, type Wall } from './physics';

const WALL_HALF_THICKNESS = 0.02;
const SUBSTEPS = 2;

const clamp = (v: number, lo: number, hi: number) => Math.max(lo, Math.min(hi, v));

/** The gap of `wall` that `x` is inside of, for a body of this radius; null where the wall is solid. */
function gapAt(wall: Wall, x: number, radius: number): number | null {
  for (const gap of wall.gaps) if (Math.abs(x - gap) <= wall.halfGap - radius) return gap;
  return null;
}

/** Moves a disc from `from` by (dx, dy), kept on the table and out of the wall. Writes `from`; true when the wall stopped it. */
function slideDisc(from: Point, dx: number, dy: number, radius: number, wall: Wall | null): boolean {
  let x = clamp(from.x + dx, -1, 1);
  let y = clamp(from.y + dy, -1, 1);
  let blocked = false;
  if (wall) {
    const reach = WALL_HALF_THICKNESS + radius;
    const gap = gapAt(wall, from.x, radius);
    const inside = Math.abs(from.y - wall.y) < reach;
    if (inside && gap !== null && gapAt(wall, x, radius) === null) {
      x = clamp(x, gap - wall.halfGap + radius, gap + wall.halfGap - radius);
      blocked = true;
    }
    const crosses = (from.y >= wall.y && y < wall.y + reach) || (from.y < wall.y && y > wall.y - reach);
    if (crosses && gapAt(wall, x, radius) === null) {
      y =
        from.y >= wall.y
          ? Math.max(wall.y + reach, Math.min(from.y, y))
          : Math.min(wall.y - reach, Math.max(from.y, y));
      blocked = true;
    }
  }
  from.x = x;
  from.y = y;
  return blocked;
}

/**
 * A quasi-static table in plain arithmetic: a kinematic tool, an object that is pushed out of its way and slides on by a share
 * of the push, a rigid grasp, walls that stop discs. Deterministic; about a microsecond a step.
 */
export class LightPhysics implements Physics {
  readonly ee: Point = { x: 0, y: 0 };
  readonly ob: Point = { x: 0, y: 0 };
  private scene: Scene = { radius: 0.05, slide: 0, wall: null };
  private grip: Point | null = null;

  reset(scene: Scene, ee: Point, ob: Point): void {
    this.scene = scene;
    this.ee.x = ee.x;
    this.ee.y = ee.y;
    this.ob.x = ob.x;
    this.ob.y = ob.y;
    this.grip = null;
  }

  step(vx: number, vy: number, contact: boolean): boolean {
    let blocked = false;
    for (let s = 0; s < SUBSTEPS; s++) {
      if (slideDisc(this.ee, vx / SUBSTEPS, vy / SUBSTEPS, TOOL_RADIUS, this.scene.wall)) blocked = true;
      if (this.grip) {
        this.ob.x = this.ee.x + this.grip.x;
        this.ob.y = this.ee.y + this.grip.y;
      } else if (contact) this.push();
    }
    return blocked;
  }

  grab(): void {
    this.grip = { x: this.ob.x - this.ee.x, y: this.ob.y - this.ee.y };
  }

  release(): void {
    this.grip = null;
  }

  private push(): void {
    const dx = this.ob.x - this.ee.x;
    const dy = this.ob.y - this.ee.y;
    const distance = Math.hypot(dx, dy);
    const overlap = TOOL_RADIUS + this.scene.radius - distance;
    if (overlap <= 0 || distance === 0) return;
    const travel = (overlap * (1 + this.scene.slide)) / distance;
    slideDisc(this.ob, dx * travel, dy * travel, this.scene.radius, this.scene.wall);
  }
}
