import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { DomainError } from '../core/errors';
import { EnsembleLost } from '../core/policy/ensemble';
import type { OnnxReply, OnnxRequest } from './onnx-messages';
import { residentBytes } from './onnx-resident-bytes';

/** What one inference process may take. */
export interface OnnxLimits {
  /** Resident memory above which it is ended. */
  memoryBytes: number;
  /** Time for one answer. */
  answerMs: number;
}

export interface OnnxProcess {
  readonly pid: number | undefined;
  /** The answer to one request; answers come in the order of the requests. */
  ask(request: Omitted<OnnxRequest>): Promise<unknown>;
  /** Looks at its memory now, as is done regularly; rejects when it was ended. */
  weigh(): Promise<void>;
  /** Ends it once everything asked was answered. */
  close(): Promise<void>;
  /** Ends it now; what is open rejects with EnsembleLost. */
  kill(): void;
}

type Omitted<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const MEMORY_WATCH_MS = 250;
const MEGABYTE = 2 ** 20;

function start(): ChildProcess {
  // The path is made at run time, from the working directory, because a bundled caller has no file of its own beside it.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'server', 'adapters', 'onnx-child.ts');
  return fork(file, [], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Models are other people's files: they get no secret of this process, and nothing else it does not need.
    env: { NODE_ENV: 'production' },
  });
}

/** Starts an inference process that is ended when it exceeds `limits`. Nothing it does can end this process. */
export function startOnnxProcess(limits: OnnxLimits): OnnxProcess {
  const child = start();
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let ended: Error | null = null;
  let lastWords = '';
  let deadline: NodeJS.Timeout | undefined;
  let watch: NodeJS.Timeout | undefined;
  let drained: (() => void) | null = null;

  const end = (reason: Error) => {
    if (ended) return;
    ended = reason;
    clearTimeout(deadline);
    clearTimeout(watch);
    child.kill('SIGKILL');
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
    drained?.();
  };
  const arm = () => {
    clearTimeout(deadline);
    if (waiting.size > 0)
      deadline = setTimeout(
        () => end(new EnsembleLost(`The members gave no answer for ${limits.answerMs / 1000} s and were stopped.`)),
        limits.answerMs,
      );
  };
  const weigh = async () => {
    const bytes = child.pid === undefined ? null : await residentBytes(child.pid);
    if (ended) return;
    if (bytes !== null && bytes > limits.memoryBytes)
      return end(
        new DomainError(
          'infeasible',
          `The members took ${Math.round(bytes / MEGABYTE)} MB of memory, more than the ${Math.round(limits.memoryBytes / MEGABYTE)} MB allowed, and were stopped. ` +
            'Use a smaller model or fewer members, or run them yourself and post their recorded predictions.',
        ),
      );
  };
  const watchMemory = async () => {
    await weigh();
    if (!ended) watch = setTimeout(watchMemory, MEMORY_WATCH_MS).unref();
  };

  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk).slice(-2000);
  });
  child.on('error', (error) =>
    end(new EnsembleLost(`The process for the members could not be started: ${error.message}`)),
  );
  child.on('exit', (code, signal) =>
    end(
      new EnsembleLost(
        `The process that ran the members ended (${signal ?? `code ${code}`}).${lastWords ? ` Its last words: ${lastWords.trim().slice(-300)}` : ''}`,
      ),
    ),
  );
  child.on('message', (message: OnnxReply) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    arm();
    if ('value' in message) asked?.resolve(message.value);
    else
      asked?.reject(
        'refusal' in message ? new DomainError('invalid', message.refusal) : new EnsembleLost(message.failure),
      );
    if (waiting.size === 0) drained?.();
  });
  void watchMemory();

  return {
    pid: child.pid,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        if (waiting.size === 1) arm();
        child.send({ ...request, id }, (error) => {
          if (error) end(new EnsembleLost(`The process for the members does not listen: ${error.message}`));
        });
      }),
    async weigh() {
      await weigh();
      if (ended) throw ended;
    },
    async close() {
      if (waiting.size > 0 && !ended)
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      end(new EnsembleLost('The members were closed.'));
    },
    kill: () => end(new EnsembleLost('The members were stopped.')),
  };
}
