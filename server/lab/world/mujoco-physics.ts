import loadMujoco, { type MainModule, type MjData, type MjModel } from '@mujoco/mujoco';
import { CONTROL_STEP_S, type Hold, mujocoModel, substepsOf } from './mujoco-model';
import type { Physics, Point, Scene } from './physics';

/** How far the object may lag behind the grip before it slips in it, metres. */
const SLIP = 0.03;
/** Share of a commanded motion that has to be missing before it counts as stopped by a wall. */
const BLOCKED_SHARE = 0.35;

/** A compiled scene and the one state all its episodes take turns in. */
interface Compiled {
  model: MjModel;
  data: MjData;
  /** Physics steps of one control step. */
  substeps: number;
}

/** The compiled models of one scene, as far as they were needed. */
type Holds = Partial<Record<Hold, Compiled>>;

/** Compiled scenes by what they hold; each is compiled once, because the engine's memory is bounded. */
class Scenes {
  private readonly byScene = new Map<string, Holds>();

  constructor(readonly mujoco: MainModule) {}

  of(scene: Scene): Holds {
    const key = JSON.stringify([scene.radius, scene.slide, scene.wall]);
    const holds = this.byScene.get(key) ?? {};
    this.byScene.set(key, holds);
    return holds;
  }

  compile(scene: Scene, hold: Hold): Compiled {
    const model = this.mujoco.MjModel.from_xml_string(mujocoModel(scene, hold));
    return { model, data: new this.mujoco.MjData(model), substeps: substepsOf(scene, hold) };
  }
}

/**
 * The table in MuJoCo: servo-driven tool, friction, contacts and a grip that gives and slips. Any number of episodes
 * share the compiled scenes: each keeps its own state and puts it back before a step, so they may run in lock step.
 */
class MujocoPhysics implements Physics {
  readonly ee: Point = { x: 0, y: 0 };
  readonly ob: Point = { x: 0, y: 0 };
  private scene: Scene = { radius: 0.05, slide: 0, wall: null };
  /** tool x, tool y, object x, object y. */
  private readonly position = new Float64Array(4);
  private readonly velocity = new Float64Array(4);
  private grip: Point | null = null;
  private holds: Holds = {};

  constructor(private readonly scenes: Scenes) {}

  reset(scene: Scene, ee: Point, ob: Point): void {
    this.scene = scene;
    this.holds = this.scenes.of(scene);
    this.position.set([ee.x, ee.y, ob.x, ob.y]);
    this.velocity.fill(0);
    this.grip = null;
    this.look();
  }

  step(vx: number, vy: number, contact: boolean): boolean {
    const hold = this.grip ? 'holding' : contact ? 'touching' : 'above';
    this.holds[hold] ??= this.scenes.compile(this.scene, hold);
    const { model, data, substeps } = this.holds[hold];
    const { mujoco } = this.scenes;
    const from = { ...this.ee };
    this.restore(model, data);
    const control: Float64Array = data.ctrl;
    control[0] = vx / CONTROL_STEP_S;
    control[1] = vy / CONTROL_STEP_S;
    for (let s = 0; s < substeps; s++) mujoco.mj_step(model, data);
    this.position.set(data.qpos);
    this.velocity.set(data.qvel);
    this.look();
    this.slip();
    const missing = Math.hypot(from.x + vx - this.ee.x, from.y + vy - this.ee.y);
    return this.scene.wall !== null && missing > BLOCKED_SHARE * Math.hypot(vx, vy) + 1e-3;
  }

  grab(): void {
    this.grip = { x: this.ob.x - this.ee.x, y: this.ob.y - this.ee.y };
  }

  release(): void {
    this.grip = null;
  }

  /** Puts this episode's state into the shared one. Views are taken anew each time: they die when the engine's heap grows. */
  private restore(model: MjModel, data: MjData): void {
    (data.qpos as Float64Array).set(this.position);
    (data.qvel as Float64Array).set(this.velocity);
    (data.qacc_warmstart as Float64Array).fill(0);
    if (!this.grip) return;
    const offsets: Float64Array = model.eq_data;
    offsets[0] = this.grip.x;
    offsets[offsets.length / 2] = this.grip.y;
  }

  /** An object that lags too far behind is held farther from where it was gripped from now on. */
  private slip(): void {
    if (!this.grip) return;
    const x = this.ob.x - this.ee.x;
    const y = this.ob.y - this.ee.y;
    const lag = Math.hypot(x - this.grip.x, y - this.grip.y);
    if (lag <= SLIP) return;
    const share = SLIP / lag;
    this.grip = { x: x + (this.grip.x - x) * share, y: y + (this.grip.y - y) * share };
  }

  private look(): void {
    [this.ee.x, this.ee.y, this.ob.x, this.ob.y] = this.position;
  }
}

/** Loads MuJoCo (0.2 s, about 100 MB) and answers with the maker of its tables. */
export async function openMujoco(): Promise<() => Physics> {
  const scenes = new Scenes(await loadMujoco());
  return () => new MujocoPhysics(scenes);
}
