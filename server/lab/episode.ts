import type { Configuration } from './world/design';
import { observationSize } from './world/observation';
import type { Point } from './world/physics';
import { ACTION_NAMES, type FailureMode, TIME_LIMIT, type Workcell } from './world/workcell';

/** One finished recording. `observations` is steps × observation size, `actions` steps × 3 (commands), row-major. */
export interface Episode {
  configuration: Configuration;
  instruction: string;
  steps: number;
  observations: Float32Array;
  actions: Float32Array;
  success: boolean;
  /** Null after a success. */
  failure: FailureMode | null;
}

/** Records a workcell while it runs: observe, then act, once each a step. */
export class EpisodeTrace {
  private readonly width: number;
  private readonly observations: Float32Array;
  private readonly actions: Float32Array;

  constructor(readonly cell: Workcell) {
    this.width = observationSize(cell.design);
    this.observations = new Float32Array(TIME_LIMIT * this.width);
    this.actions = new Float32Array(TIME_LIMIT * ACTION_NAMES.length);
  }

  /** Takes this step's observation; a view into the record, valid until `finish`. */
  observe(): Float32Array {
    const at = this.cell.steps * this.width;
    this.cell.observe(this.observations, at);
    return this.observations.subarray(at, at + this.width);
  }

  /** Executes a command and records it. */
  act(dx: number, dy: number, grip: number, disturbance?: Readonly<Point>): void {
    this.actions.set([dx, dy, grip], this.cell.steps * ACTION_NAMES.length);
    this.cell.act(dx, dy, grip, disturbance);
  }

  finish(): Episode {
    const { steps, configuration, instruction, success, failure } = this.cell;
    return {
      configuration,
      instruction,
      steps,
      observations: this.observations.slice(0, steps * this.width),
      actions: this.actions.slice(0, steps * ACTION_NAMES.length),
      success,
      failure,
    };
  }
}
