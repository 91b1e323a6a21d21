import type { ArmOrder, ArmRecord } from './experiment/arms';
import type { FactorInput } from './matrix/schema';
import type { EpisodeIdentity } from './recording/fingerprint';
import type { RecordingSource } from './recording/source';
import type { Feasibility } from './schedule/certificate';
import type { BatchQuestion } from './schedule/decide';
import type { Proposal } from './schedule/propose';
import type { ReplayInputs } from './schedule/replay-inputs';
import type { WhatIf } from './schedule/what-if';
import type { PostedPredictions } from './uncertainty/posted-predictions';

/** Wall-clock time, injected so that decisions can be tested. */
export interface Clock {
  now(): Date;
}

/** Content-addressed bytes outside the database. Keys are the hex SHA-256 of the content. */
export interface ArtifactStore {
  /** Stores the bytes (once) and returns their key. */
  put(bytes: Uint8Array): Promise<string>;
  /** Stores a copy of a file of any size (once). */
  putFile(path: string): Promise<{ key: string; bytes: number }>;
  /** The bytes under `key`. Throws DomainError not_found. */
  get(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
  /** Absolute path of the stored file, for readers that need one. Throws DomainError not_found. */
  path(key: string): Promise<string>;
  /**
   * Lays artifacts into a fresh folder under relative names (key by name), for readers that look beside a file.
   * Throws DomainError not_found, or invalid for a name that leaves the folder.
   */
  layOut(keyByName: Readonly<Record<string, string>>): Promise<{ folder: string; remove(): Promise<void> }>;
}

/** One-way hashes of passwords. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** Random secrets and digests, which core may not make itself. */
export interface Secrets {
  /** URL-safe text with at least `bytes` bytes of entropy. */
  random(bytes: number): string;
  /** A fresh UUIDv7: unique, and in order of time. */
  newId(): string;
  /** Hex SHA-256. */
  sha256(data: string | Uint8Array): string;
}

/** The work a worker does, by name, with its payload. */
export interface JobPayloads {
  'import-episodes': { programId: number; importId: number };
  'score-checkpoint': { programId: number; scoringRunId: number };
  'run-experiment': { programId: number; experimentId: number };
  'run-lab-round': { programId: number; labRoundId: number };
}
export type JobName = keyof JobPayloads;

/** Durable work for the worker process. A job with the same key waits once. */
export interface JobQueue {
  enqueue<N extends JobName>(name: N, payload: JobPayloads[N], key: string): Promise<void>;
}

/** Opens recordings of any supported format on the server's disk. */
export interface Recordings {
  /** A folder or a single file; a zipped recording is unpacked aside. Throws DomainError invalid for what is no recording. */
  open(path: string): Promise<RecordingSource>;
  /** Hex SHA-256 of an episode's identity. */
  fingerprint(identity: EpisodeIdentity): string;
}

/** Reads the files in which teams post the predictions of their own policies. */
export interface PredictionFiles {
  /** Throws DomainError invalid that says what was found and what is accepted. */
  read(bytes: Uint8Array): Promise<PostedPredictions>;
}

/** Files handed to the installation. */
export interface Storage {
  /** Absolute folder that leads may import from without uploading. */
  readonly importFolder: string;
  /** Largest upload in bytes. */
  readonly uploadLimit: number;
  /** Absolute path inside the import folder. Throws DomainError invalid when `relative` leaves it or nothing is there. */
  resolveImport(relative: string): Promise<string>;
  /** Names, kinds and sizes directly below `relative` in the import folder. */
  listImports(relative: string): Promise<{ name: string; folder: boolean; bytes: number }[]>;
  /** Writes a stream to an upload's file (`name` is made safe) and returns its path and size. Throws invalid when it is larger than allowed. */
  receive(uploadId: string, name: string, body: AsyncIterable<Uint8Array>): Promise<{ path: string; bytes: number }>;
}

/** The machine that the installation runs on. */
export interface Host {
  /** Absolute. */
  readonly dataFolder: string;
  readonly database: 'embedded' | 'PostgreSQL';
  /** Parts that do not run now, as the process that started them says. */
  missing(): readonly string[];
  /** Room on the disk of the data folder. */
  disk(): Promise<{ freeBytes: number; totalBytes: number }>;
}

/** Decides batches; a large matrix keeps no other request waiting. */
export interface Planner {
  /** As core `decide`, with the same errors. Throws DomainError conflict when deciding took too long and was stopped. */
  decide(inputs: ReplayInputs): Promise<Proposal>;
  /** As core `judge`: whether a batch fits, exactly, with the same limit in time. */
  judge(question: BatchQuestion): Promise<Feasibility>;
  /** As core `whatIf`, with the same errors and the same limit in time. */
  whatIf(inputs: ReplayInputs, weights: readonly number[]): Promise<WhatIf>;
}

/** A design of the simulated lab as a program takes it. Configuration `i` of the design is row-major over its factors, the last fastest. */
export interface SimulatedDesign {
  name: string;
  factors: FactorInput[];
  /** Names of the action dimensions of its policies, and how many steps a prediction has, all executed. */
  actions: readonly string[];
  chunkLength: number;
}

/** The simulated lab, where the product runs it itself: experiments, and rounds of the first program. */
export interface SimulatedLab {
  /** Throws DomainError invalid naming the designs there are. */
  design(name: string): SimulatedDesign;
  /**
   * Runs arms in processes of their own that leave the processor to everything else; each is handed over as it ends.
   * Throws AbortError when `signal` ends it, else what went wrong in an arm.
   */
  runArms(
    orders: readonly ArmOrder[],
    options: { done(order: ArmOrder, record: ArmRecord): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  /** Why the lab cannot work off a round of the program with this id, as a sentence; null when it can. */
  whyNoRound(slug: string): Promise<string | null>;
  /**
   * Works off the open round of its program through the API and leaves the next one open, telling of every step that
   * begins or ends. Goes on where it was cut off. Throws AbortError when `signal` ends it, else what went wrong.
   */
  runRound(options: {
    token: string;
    told(step: string, ended: boolean): Promise<void>;
    signal: AbortSignal;
  }): Promise<void>;
}
