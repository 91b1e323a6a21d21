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
  memory: Memory;
}

/** Views of the engine's memory, which cost as much to take as a physics step. They die, empty, when its heap grows. */
interface Memory {
  control: Float64Array;
  position: Float64Array;
  velocity: Float64Array;
  warmstart: Float64Array;
  /** Where the grip holds the object, per axis: the first number of each equality. */
  offsets: Float64Array;
}

const memoryOf = (model: MjModel, data: MjData): Memory => ({
  control: data.ctrl,
  position: data.qpos,
  velocity: data.qvel,
  warmstart: data.qacc_warmstart,
  offsets: model.eq_data,
});

/** The compiled models of one scene, as far as they were needed. */
type Holds = Partial<Record<Hold, Compiled>>;

/** A scene's memory, viewed anew when the views have died. */
function alive(compiled: Compiled): Memory {
  if (compiled.memory.position.length === 0) compiled.memory = memoryOf(compiled.model, compiled.data);
  return compiled.memory;
}

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
    const data = new this.mujoco.MjData(model);
    return { model, data, substeps: substepsOf(scene, hold), memory: memoryOf(model, data) };
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
    const compiled = this.holds[hold];
    const { model, data, substeps } = compiled;
    const { mujoco } = this.scenes;
    const from = { ...this.ee };
    const { control } = this.restore(compiled);
    control[0] = vx / CONTROL_STEP_S;
    control[1] = vy / CONTROL_STEP_S;
    for (let s = 0; s < substeps; s++) mujoco.mj_step(model, data);
    const { position, velocity } = alive(compiled);
    this.position.set(position);
    this.velocity.set(velocity);
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

  /** Puts this episode's state into the shared one. */
  private restore(compiled: Compiled): Memory {
    const memory = alive(compiled);
    memory.position.set(this.position);
    memory.velocity.set(this.velocity);
    memory.warmstart.fill(0);
    if (this.grip) {
      memory.offsets[0] = this.grip.x;
      memory.offsets[memory.offsets.length / 2] = this.grip.y;
    }
    return memory;
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
