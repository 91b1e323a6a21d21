/** A point on the table, metres. The table spans −1 to 1 on both axes. */
export interface Point {
  x: number;
  y: number;
}

/** A wall across the table at height `y`, passable only within `halfGap` of one of its `gaps` (x positions). Metres. */
export interface Wall {
  y: number;
  gaps: readonly number[];
  halfGap: number;
}

/** What the bodies of one episode are like: the object's radius (m), how far it slides on when pushed (share of the push), the wall. */
export interface Scene {
  radius: number;
  slide: number;
  wall: Wall | null;
}

/** Radius of the tool's disc, metres. */
export const TOOL_RADIUS = 0.03;

/**
 * The bodies on the table: a tool, one object and perhaps a wall. Everything a task means is decided above this interface,
 * so that backends with different mechanics can stand behind it.
 */
export interface Physics {
  /** The tool's position. */
  readonly ee: Readonly<Point>;
  /** The object's position. */
  readonly ob: Readonly<Point>;
  /** Puts tool and object where an episode starts, nothing held. */
  reset(scene: Scene, ee: Point, ob: Point): void;
  /**
   * Moves the tool by (vx, vy) metres in one control step; with `contact` the tool is down and pushes the object.
   * True when a wall stopped part of the motion.
   */
  step(vx: number, vy: number, contact: boolean): boolean;
  /** Fixes the object to the tool where it is. */
  grab(): void;
  /** Lets the object go where it is. */
  release(): void;
}
