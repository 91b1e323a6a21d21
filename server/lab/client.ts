import type { ExperimentDraft } from '@/server/core/experiment/schema';

/** A refusal of the API, with its sentence. */
class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface ClientOptions {
  /** Where the product is, e.g. `http://localhost:3000`. */
  url: string;
  token: string;
  program: string;
}

interface Named {
  id: number;
  name: string;
}

/** Work that the product does by itself. */
interface Settling {
  state: string;
  error: string | null;
}

interface Schedule {
  state: string;
  /** SHA-256 of what was decided. */
  hash: string;
  picks: { levels: string[]; demonstrations: number; kind: string }[];
}

interface Levels {
  [factor: string]: string;
}

interface Assignment {
  id: number;
  kind: 'demonstration' | 'probe_rollout' | 'evaluation_trial';
  state: string;
  wanted: number;
  logged: number;
  levels: Levels;
  probePlanId: number | null;
  evaluationId: number | null;
  /** Starts of the panel that have no trial yet, by their place on it. */
  starts: { panelStartId: number; position: number }[];
}

interface Attempt {
  id: string;
  assignmentId: number;
  outcome: 'success' | 'failure' | 'discard';
  failureMode?: string;
  durationMs?: number;
  /** The start of the panel it began from. */
  card?: { panelStartId: number };
  sequence: number;
  stationId: number;
  device: string;
}

/** The status of a refusal because something is there already. */
const CONFLICT = 409;
/** How long the product may work on an import or a scoring run before the client gives up, ms. */
const PATIENCE_MS = 10 * 60_000;
const POLL_MS = 250;
/** How often a request is sent when the product does not answer at all. */
const TRIES = 20;
const PAUSE_MS = 500;
/** Requests under way at the same time where many are to be sent. */
const AT_ONCE = 8;

/** The product as a lab's script sees it: `/api/v1`, a token, and one method for each thing the loop needs. */
export type Client = ReturnType<typeof openClient>;

/** Opens a client of one program. Every method throws Refused with the product's sentence when it says no. */
export function openClient({ url, token, program }: ClientOptions) {
  const authorization = `Bearer ${token}`;
  const at = (path: string) => `${url}/api/v1${path}`;
  const mine = (path: string) => `/programs/${program}${path}`;

  async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const init = { method, headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return answerOf<T>(await patiently(() => fetch(at(path), init)));
  }
  const get = <T>(path: string) => call<T>('GET', mine(path));
  const post = <T>(path: string, body: unknown = {}) => call<T>('POST', mine(path), body);

  async function settled<T extends Settling>(path: string): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await get<T>(path);
      if (found.state === 'failed' || found.state === 'cancelled')
        throw new Error(found.error ?? `${path} was ${found.state}.`);
      if (found.state !== 'queued' && found.state !== 'running') return found;
      if (Date.now() > deadline)
        throw new Error(`${path} is still ${found.state} after ${PATIENCE_MS / 60_000} minutes.`);
      await pause(POLL_MS);
    }
  }

  /** What `make` answers with; when its name is taken, because it was made before, what `find` knows by that name. */
  async function named<T>(name: string, make: () => Promise<T>, listed: string, pick: (row: Named) => T): Promise<T> {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== CONFLICT) throw error;
      const found = (await get<Named[]>(listed)).find((row) => row.name === name);
      if (!found) throw error;
      return pick(found);
    }
  }

  return {
    async createProgram(input: object): Promise<void> {
      await known(call('POST', '/programs', { ...input, slug: program }));
    },
    /** Adds a station with its robot and answers with its id. */
    station: (input: { name: string; robot: object }) =>
      named(
        input.name,
        async () => (await post<{ stationId: number }>('/stations', input)).stationId,
        '/stations',
        idOf,
      ),
    /** Opens a run and answers with its id. */
    run: (input: { name: string; arm: 'active' | 'random'; strategy: string; seed: number }) =>
      named(input.name, async () => (await post<{ runId: number }>('/runs', input)).runId, '/runs', idOf),
    /** Registers a checkpoint and answers with its id. */
    checkpoint: (input: { name: string; [rest: string]: unknown }) =>
      named(
        input.name,
        async () => (await post<{ checkpointId: number }>('/checkpoints', input)).checkpointId,
        '/checkpoints',
        idOf,
      ),
    async panel(name: string, starts: readonly { levels: Levels; start: object }[]): Promise<void> {
      await known(post('/panels', { name, starts }));
    },
    /** Publishes the evaluation of a checkpoint on a panel, or finds the one that is open, and answers with its id. */
    async startEvaluation(checkpoint: string, panel: string, note: string): Promise<number> {
      await known(post('/evaluations/start', { checkpoint, panel, note, driveUnknown: true }));
      const rows =
        await get<{ id: number; checkpointName: string; panelName: string | null; state: string }[]>('/evaluations');
      const open = rows.find(
        (row) => row.checkpointName === checkpoint && row.panelName === panel && row.state === 'open',
      );
      if (!open) throw new Error(`No evaluation of ${checkpoint} is open on "${panel}".`);
      return open.id;
    },

    /** Sends one file; what it is for is said by what names its id. */
    async upload(name: string, bytes: Uint8Array): Promise<string> {
      const headers = { authorization, 'x-file-name': encodeURIComponent(name) };
      const body = Uint8Array.from(bytes);
      const answer = await patiently(() => fetch(at(mine('/uploads')), { method: 'POST', headers, body }));
      return (await answerOf<{ uploadId: string }>(answer)).uploadId;
    },
    /** Imports an uploaded recording, waits, and answers with its episodes' ids in the recording's order. */
    async importRecording(uploadId: string, mapping: object): Promise<number[]> {
      const source = { from: 'upload', uploadId };
      const { importId } = await post<{ importId: number }>('/imports', { source, mapping });
      const { left, datasetId } = await settled<Settling & { left: { message: string }[]; datasetId: number }>(
        `/imports/${importId}`,
      );
      if (left.length > 0) throw new Error(`The import left something out: ${left[0].message}`);
      return episodesOf(get, datasetId);
    },
    /** Scores a checkpoint on all probe rollouts, waits for the end and answers with the scoring run's id. */
    async score(checkpointId: number): Promise<number> {
      const { scoringRunId } = await post<{ scoringRunId: number }>('/scoring-runs', { checkpointId });
      await settled(`/scoring-runs/${scoringRunId}`);
      return scoringRunId;
    },

    async propose(input: {
      demonstrations: number;
      strategy: string;
      seed: string;
      scoringRunId?: number;
    }): Promise<number> {
      return (await post<{ scheduleId: number }>('/schedules', input)).scheduleId;
    },
    /** Proposes which configurations a checkpoint drives, whoever drove them before, and answers with the plan's id. */
    async proposeProbes(input: { checkpointId: number; sharePercent: number; seed: string }): Promise<number> {
      return (await post<{ probePlanId: number }>('/probe-plans', { ...input, driveUnknown: true })).probePlanId;
    },
    async publishProbes(probePlanId: number): Promise<void> {
      await known(post(`/probe-plans/${probePlanId}/publish`));
    },
    async publish(scheduleId: number): Promise<void> {
      await known(post(`/schedules/${scheduleId}/publish`));
    },
    schedule: (scheduleId: number) => get<Schedule>(`/schedules/${scheduleId}`),
    /** The queue in order: trials, probe rollouts, demonstrations. */
    async assignments(): Promise<Assignment[]> {
      const rows =
        await get<(Omit<Assignment, 'levels'> & { levels: { factor: string; name: string }[] })[]>('/assignments');
      return rows.map((row) => ({
        ...row,
        levels: Object.fromEntries(row.levels.map(({ factor, name }) => [factor, name])),
      }));
    },
    logAttempt: (attempt: Attempt) => post<{ logged: number; done: boolean }>('/attempts', attempt),
    /** Logs attempts that ended together, several at a time; their `sequence` says which came first. */
    async logAttempts(attempts: readonly Attempt[]): Promise<void> {
      const waiting = [...attempts];
      const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await post('/attempts', next);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    },
    async closeRound(): Promise<void> {
      await known(post('/rounds/close'));
    },
    /** Asks the product to try strategies against each other; it goes on without the client. */
    startExperiment: (experiment: ExperimentDraft) =>
      post<{ experimentId: number; program: string }>('/experiments', experiment),
  };
}

/** Waits for `done`; that it was done before is as good. */
async function known(done: Promise<unknown>): Promise<void> {
  await done.catch((error) => {
    if (!(error instanceof Refused) || error.status !== CONFLICT) throw error;
  });
}

const idOf = ({ id }: Named) => id;

async function episodesOf(get: <T>(path: string) => Promise<T>, datasetId: number): Promise<number[]> {
  const rows: { id: number; sourceIndex: number }[] = [];
  for (let page = 1; ; page++) {
    const found = await get<{ rows: typeof rows; total: number }>(`/episodes?datasetId=${datasetId}&page=${page}`);
    rows.push(...found.rows);
    if (rows.length >= found.total || found.rows.length === 0) break;
  }
  return rows.sort((a, b) => a.sourceIndex - b.sourceIndex).map(({ id }) => id);
}

async function answerOf<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  const body = text === '' ? undefined : JSON.parse(text);
  if (!answer.ok) throw new Refused(answer.status, body?.message ?? `The product answered ${answer.status}.`);
  return body as T;
}

/** Sends again while nobody answers: the product may be starting anew. What it said is never asked for twice. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      if (tried === TRIES) throw error;
      await pause(PAUSE_MS);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
