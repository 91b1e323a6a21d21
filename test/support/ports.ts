import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argon2Passwords } from '@/server/adapters/argon2-passwords';
import { fileArtifacts } from '@/server/adapters/file-artifacts';
import { fileStorage } from '@/server/adapters/file-storage';
import { nodeHost } from '@/server/adapters/node-host';
import { nodeSecrets } from '@/server/adapters/node-secrets';
import { onnxRuntime } from '@/server/adapters/onnx-ensemble';
import { planner } from '@/server/adapters/planner';
import { systemClock } from '@/server/adapters/system-clock';
import type { JobName, JobPayloads } from '@/server/core/ports';
import { fingerprintOf } from '@/server/formats/fingerprint';
import { openRecording } from '@/server/formats/open-recording';
import { readPredictions } from '@/server/formats/predictions';
import { shortPaths } from '@/server/formats/short-paths';
import { simulatedLab } from '@/server/lab/simulated-lab';
import type { Ports } from '@/server/services/context';
import type { TestDatabase } from './test-database';

/** A job that was handed over, in order. */
export interface HandedJob {
  name: JobName;
  payload: JobPayloads[JobName];
}

export interface TestPorts extends Ports {
  /** Jobs nobody has worked on yet; a test runs them itself. */
  jobs: HandedJob[];
  /** The folder leads import from. */
  importFolder: string;
}

/** The real adapters over a test's database and a folder of its own; jobs wait in a list. */
export function testPorts(database: TestDatabase): TestPorts {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-ports-'));
  const importFolder = path.join(folder, 'import');
  mkdirSync(importFolder, { recursive: true });
  const jobs: HandedJob[] = [];
  return {
    db: database.db,
    clock: systemClock,
    artifacts: fileArtifacts(path.join(folder, 'artifacts')),
    passwords: argon2Passwords,
    secrets: nodeSecrets,
    planner: planner(),
    queue: {
      async enqueue(name, payload) {
        jobs.push({ name, payload });
      },
    },
    recordings: {
      open: shortPaths(
        (file) => openRecording(file, path.join(folder, 'unpacked')),
        [path.join(folder, 'uploads', '*'), path.join(folder, 'unpacked', '*'), importFolder],
      ),
      fingerprint: fingerprintOf,
    },
    ensembles: onnxRuntime(),
    predictionFiles: { read: readPredictions },
    storage: fileStorage(folder, importFolder, 200 * 1024 * 1024),
    host: nodeHost(folder, 'url' in database.where ? 'PostgreSQL' : 'embedded'),
    lab: simulatedLab({ url: 'http://127.0.0.1:1', dataFolder: folder, background: false }),
    jobs,
    importFolder,
  };
}
