import type { PolicyGraph } from './graph';
import type { PolicyCard } from './schema';

/** Values of one graph input for a batch: `rows` × product(dims), row-major. */
export interface Feed {
  /** Dimensions of one row, without the batch. */
  dims: number[];
  values: Float32Array;
}

/** Everything the members need for consecutive decision steps of one episode. */
export interface EnsembleBatch {
  /** Decision steps in this batch, 1 to {@link Ensemble.maxRows}. */
  rows: number;
  /** Frame index of the first row; with `noiseSeed` it fixes the noise, whatever the batch size. */
  firstStep: number;
  /** Seed of the noise all members share. */
  noiseSeed: string;
  /** Inputs by name, one record per entry of {@link Ensemble.preparations}; noise inputs are left out. */
  feeds: Record<string, Feed>[];
}

/** Un-normalised actions of the executed rows: members × samples × rows × horizon × dims, row-major. */
export interface Predictions {
  members: number;
  samples: number;
  rows: number;
  horizon: number;
  dims: number;
  values: Float32Array;
}

/** Members loaded and warm. Two batches in flight keep it busy while the caller prepares the next. */
export interface Ensemble {
  readonly members: number;
  readonly samples: number;
  readonly horizon: number;
  readonly dims: number;
  /** Largest batch it takes; depends on the size of a row. */
  readonly maxRows: number;
  /** The distinct ways in which members want their inputs prepared; members with the same share one. */
  readonly preparations: readonly PolicyCard[];
  /**
   * Predictions for a batch. Answers come in the order of the calls. Throws DomainError invalid when the inputs do
   * not fit, DomainError infeasible above the memory limit, EnsembleLost when the process died or took too long.
   */
  predict(batch: EnsembleBatch): Promise<Predictions>;
  /** Ends it after the batches in flight. */
  close(): Promise<void>;
  /** Ends it at once; batches in flight reject with EnsembleLost. */
  kill(): void;
}

/** One model file with its card. Weights in further files lie beside it under the names the model asks for. */
export interface MemberFile {
  /** What people call it. */
  name: string;
  /** Absolute path of the ONNX file. */
  path: string;
  card: PolicyCard;
}

/** Runs policies where they can do no harm. */
export interface EnsembleRuntime {
  /**
   * What the files say about themselves, one after another. Throws DomainError invalid for the first that is no ONNX
   * model or one that cannot be run.
   */
  inspect(files: readonly Omit<MemberFile, 'card'>[]): Promise<PolicyGraph[]>;
  /** Loads the members and tries each once. Throws DomainError invalid when a file or card does not fit. */
  open(members: readonly MemberFile[]): Promise<Ensemble>;
}

/** The process that ran the members ended or hung. Nothing is wrong with the input as far as is known: try again. */
export class EnsembleLost extends Error {
  override readonly name = 'EnsembleLost';
}

/** Cards that prepare their inputs alike, and for each member which of them is its own. */
export function preparationsOf(cards: readonly PolicyCard[]): { preparations: PolicyCard[]; of: number[] } {
  const preparations: PolicyCard[] = [];
  const keys: string[] = [];
  const of = cards.map((card) => {
    const key = JSON.stringify([card.inputs, card.observationHistory]);
    if (!keys.includes(key)) {
      keys.push(key);
      preparations.push(card);
    }
    return keys.indexOf(key);
  });
  return { preparations, of };
}
