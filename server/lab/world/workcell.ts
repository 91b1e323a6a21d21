import type { Random } from '@/server/core/numeric/random';
import { type Configuration, type Design, instructionOf } from './design';
import { writeObservation } from './observation';
import type { Physics, Point } from './physics';
import { MARK_TOLERANCE, PULL_DISTANCE, RAIL_TOLERANCE, slotStops } from './rules';
import type { Start } from './start';

/** Farthest the tool is commanded in one control step and axis, metres. */
export const MAX_SPEED = 0.08;
/** Control steps before an episode counts as out of time. */
export const TIME_LIMIT = 80;
/** Dimensions of an action, in order: metres per step twice, then the gripper (above 0 closes). */
export const ACTION_NAMES = ['dx', 'dy', 'grip'] as const;
/** What one unit of a normalised action means per dimension. */
export const ACTION_SCALE = [MAX_SPEED, MAX_SPEED, 1] as const;

export type FailureMode = 'missed grasp' | 'missed contact' | 'dropped' | 'jammed' | 'collision' | 'out of time';

const clamp = (v: number) => Math.max(-MAX_SPEED, Math.min(MAX_SPEED, v));

/** One running episode: the meaning of a task over some physics. Ends at the first success or at the time limit. */
export class Workcell {
  held = false;
  success = false;
  steps = 0;
  private misses = 0;
  private drops = 0;
  private jams = 0;
  private blocks = 0;
  private everHeld = false;
  private rail: Point;

  /** Resets `physics` to `start`. `random` is the episode's own stream: perception noise and whatever disturbs the tool. */
  constructor(
    readonly design: Design,
    readonly configuration: Configuration,
    readonly start: Start,
    readonly physics: Physics,
    private readonly random: Random,
  ) {
    const { radius, slide } = this.object;
    physics.reset({ radius, slide, wall: this.wall }, start.ee, start.ob);
    this.rail = { ...start.ob };
  }

  get task() {
    return this.design.task[this.configuration.task];
  }

  get object() {
    return this.design.object[this.configuration.object];
  }

  get wall() {
    return this.design.environment[this.configuration.environment].wall;
  }

  get instruction(): string {
    return instructionOf(this.design, this.configuration);
  }

  /** Direction of the pull or of the slot's opening, radians. */
  get bearing(): number {
    return this.design.bearing[this.configuration.task][this.configuration.environment];
  }

  /** The point on the object where the tool has to grip or press. */
  get contactPoint(): Point {
    const grip = this.design.grip[this.configuration.task][this.configuration.object];
    return { x: this.physics.ob.x + grip.x, y: this.physics.ob.y + grip.y };
  }

  /** Where the rail of the present pull begins: the object's place when it was last gripped. */
  get railStart(): Readonly<Point> {
    return this.rail;
  }

  get done(): boolean {
    return this.success || this.steps >= TIME_LIMIT;
  }

  /** Writes the next observation at `into[at …]`. Draws perception noise, so call it once a step. */
  observe(into: Float32Array, at: number): void {
    const { ob, ee } = this.physics;
    const { stepNoise } = this.design.lighting[this.configuration.lighting];
    const noise = stepNoise > 0 ? { x: stepNoise * this.random.normal(), y: stepNoise * this.random.normal() } : null;
    const { seenOffset } = this.start;
    const object = this.held
      ? ob
      : { x: ob.x + seenOffset.x + (noise?.x ?? 0), y: ob.y + seenOffset.y + (noise?.y ?? 0) };
    const view = { ee, object, goal: this.start.goal, held: this.held };
    writeObservation(this.design, this.configuration, view, into, at);
  }

  /**
   * Executes one control step: motion first, then the gripper. Commands beyond MAX_SPEED are clipped.
   * `disturbance` (metres) is added to the motion that happens, not to the command.
   */
  act(dx: number, dy: number, grip: number, disturbance?: Readonly<Point>): void {
    if (this.done) return;
    this.steps++;
    const cx = clamp(dx);
    const cy = clamp(dy);
    const vx = cx + (disturbance?.x ?? 0);
    const vy = cy + (disturbance?.y ?? 0);
    if (this.held && Math.hypot(cx, cy) > this.object.carryLimit) this.drop();
    this.move(vx, vy);
    if (grip > 0 && !this.held) this.shut();
    else if (grip <= 0 && this.held) this.open();
    this.settle();
  }

  /** Why the episode failed; null after a success or while it runs. */
  get failure(): FailureMode | null {
    if (this.success || !this.done) return null;
    if (this.drops > 0 && !this.held) return 'dropped';
    if (this.jams > 4) return 'jammed';
    if (this.blocks > 15) return 'collision';
    if (this.misses > 0 && !this.everHeld) return this.task.kind === 'press' ? 'missed contact' : 'missed grasp';
    return 'out of time';
  }

  private move(vx: number, vy: number): void {
    const { ob } = this.physics;
    const { goal } = this.start;
    if (this.held && this.task.kind === 'insert' && goal && slotStops(ob, vx, vy, goal, this.bearing)) {
      this.jams++;
      return;
    }
    if (this.physics.step(vx, vy, this.task.kind === 'push')) this.blocks++;
  }

  private shut(): void {
    if (this.task.kind === 'push') return;
    const at = this.contactPoint;
    const near = Math.hypot(this.physics.ee.x - at.x, this.physics.ee.y - at.y) <= this.task.tolerance;
    if (!near) this.misses++;
    else if (this.task.kind === 'press') this.success = true;
    else {
      this.physics.grab();
      this.held = true;
      this.everHeld = true;
      this.rail = { ...this.physics.ob };
    }
  }

  private open(): void {
    if (this.task.kind === 'place' && this.markDistance() <= MARK_TOLERANCE.place) this.success = true;
    this.letGo();
    if (!this.success) this.drops++;
  }

  private drop(): void {
    this.letGo();
    this.drops++;
  }

  private letGo(): void {
    this.physics.release();
    this.held = false;
  }

  private markDistance(): number {
    const { goal } = this.start;
    return goal ? Math.hypot(this.physics.ob.x - goal.x, this.physics.ob.y - goal.y) : Number.POSITIVE_INFINITY;
  }

  /** What follows from where things are now: pushed or inserted home, pulled out, or slipped off the rail. */
  private settle(): void {
    const { kind } = this.task;
    if (kind === 'push' && this.markDistance() <= MARK_TOLERANCE.push) this.success = true;
    if (!this.held) return;
    if (kind === 'insert' && this.markDistance() <= MARK_TOLERANCE.insert) this.success = true;
    if (kind !== 'pull') return;
    const c = Math.cos(this.bearing);
    const s = Math.sin(this.bearing);
    const { ob } = this.physics;
    const { ob: origin } = this.start;
    const off = -(ob.x - this.rail.x) * s + (ob.y - this.rail.y) * c;
    if ((ob.x - origin.x) * c + (ob.y - origin.y) * s >= PULL_DISTANCE) this.success = true;
    else if (Math.abs(off) > RAIL_TOLERANCE) this.drop();
  }
}
