import path from 'node:path';
import { type Connection, connect } from '@/db/client';
import { argon2Passwords } from './adapters/argon2-passwords';
import { fileArtifacts } from './adapters/file-artifacts';
import { fileStorage } from './adapters/file-storage';
import { nodeHost } from './adapters/node-host';
import { nodeSecrets } from './adapters/node-secrets';
import { onnxRuntime } from './adapters/onnx-ensemble';
import { createQueues, pgBoss, pgBossQueue, reclaimJobs, type Work, workInTurns } from './adapters/pg-boss-queue';
import { planner } from './adapters/planner';
import { systemClock } from './adapters/system-clock';
import type { JobName } from './core/ports';
import { environment } from './env';
import { fingerprintOf } from './formats/fingerprint';
import { openRecording } from './formats/open-recording';
import { readPredictions } from './formats/predictions';
import { shortPaths } from './formats/short-paths';
import { simulatedLab } from './lab/simulated-lab';
import type { Ports } from './services/context';

/** Kept on globalThis, because a development server evaluates modules anew and would open a pool each time. */
const kept = globalThis as typeof globalThis & { rotaPorts?: Ports; rotaConnection?: Connection };

/** The database of this process, opened at first use. */
export function connection(): Connection {
  kept.rotaConnection ??= connect(environment().database, 6);
  return kept.rotaConnection;
}

/** The one place where ports meet adapters. Lazy, because a build imports route modules with no database around. */
export function ports(): Ports {
  kept.rotaPorts ??= wirePorts(connection());
  return kept.rotaPorts;
}

/** How long work that was cut off may take to come to its end, within the patience of whoever stops the worker. */
const STOPPING_MS = 3000;

/** The queue as the one worker uses it: started, with what a worker that died left behind given back. `stopping` ends all work. */
export async function workerQueue(stopping: AbortSignal, onError: (error: Error) => void) {
  const { sql } = connection();
  const boss = pgBoss(sql, 'worker');
  boss.on('error', onError);
  await boss.start();
  await createQueues(boss);
  const lost = await reclaimJobs(boss, sql);
  return {
    /** Jobs in whose middle workers died too often. */
    lost,
    work: <N extends JobName>(name: N, work: Work<N>) => workInTurns(boss, name, work, { stopping }),
    /** Waits until what was cut off is handed over to the next worker; what takes longer counts as a try. */
    stop: () => boss.stop({ timeout: STOPPING_MS }),
  };
}

/** Ports over a given connection, as tests and the worker make them. */
function wirePorts(over: Connection): Ports {
  const env = environment();
  const boss = once(async () => {
    const sender = pgBoss(over.sql, 'sender');
    await sender.start();
    await createQueues(sender);
    return sender;
  });
  return {
    db: over.db,
    clock: systemClock,
    artifacts: fileArtifacts(path.join(env.dataFolder, 'artifacts')),
    passwords: argon2Passwords,
    secrets: nodeSecrets,
    planner: planner(),
    queue: pgBossQueue(boss),
    recordings: {
      open: shortPaths(
        (file) => openRecording(file, path.join(env.dataFolder, 'unpacked')),
        [path.join(env.dataFolder, 'uploads', '*'), path.join(env.dataFolder, 'unpacked', '*'), env.importFolder],
      ),
      fingerprint: fingerprintOf,
    },
    ensembles: onnxRuntime(),
    predictionFiles: { read: readPredictions },
    storage: fileStorage(env.dataFolder, env.importFolder, env.uploadBytes),
    host: nodeHost(env.dataFolder, 'url' in env.database ? 'PostgreSQL' : 'embedded'),
    lab: simulatedLab({ url: `http://127.0.0.1:${env.port}`, dataFolder: env.dataFolder }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
