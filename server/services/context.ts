import type { Db } from '@/db/client';
import type { Role, TokenScope } from '@/server/core/people/access';
import type { EnsembleRuntime } from '@/server/core/policy/ensemble';
import type {
  ArtifactStore,
  Clock,
  Host,
  JobQueue,
  PasswordHasher,
  Planner,
  PredictionFiles,
  Recordings,
  Secrets,
  SimulatedLab,
  Storage,
} from '@/server/core/ports';
import type { ProgramScope } from '@/server/core/program/scope';

/** Everything outside the domain that a verb may use. */
export interface Ports {
  db: Db;
  clock: Clock;
  artifacts: ArtifactStore;
  passwords: PasswordHasher;
  secrets: Secrets;
  planner: Planner;
  queue: JobQueue;
  recordings: Recordings;
  ensembles: EnsembleRuntime;
  predictionFiles: PredictionFiles;
  storage: Storage;
  host: Host;
  lab: SimulatedLab;
}

/** Who acts: a person, a token, or the server itself. */
export interface Actor {
  name: string;
  personId: number | null;
  tokenId: number | null;
  admin: boolean;
  /** Scopes when a token acts; null for a person. */
  tokenScopes: readonly TokenScope[] | null;
  /** The program a token is bound to; null for people and for tokens of the installation. */
  tokenProgramId: number | null;
}

/** What every verb receives. */
export interface Context extends Ports {
  actor: Actor;
}

/** A context inside one program; having one proves that the gate was passed. */
export interface ProgramContext extends Context {
  scope: ProgramScope;
  roles: readonly Role[];
}
