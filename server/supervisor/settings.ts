import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** Why Rota cannot start: a sentence for the person at the terminal. */
export class StartProblem extends Error {}

export interface Settings {
  port: number;
  /** Absolute. */
  dataFolder: string;
  databaseUrl: string | undefined;
  /** Where a person opens it. */
  address: string;
}

/** Reads PORT, ROTA_DATA, DATABASE_URL and NEXTAUTH_URL. */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartProblem(`PORT is "${env.PORT}", but must be a number from 1 to 65535.`);
  return {
    port,
    dataFolder: path.resolve(env.ROTA_DATA || '.rota'),
    databaseUrl: env.DATABASE_URL || undefined,
    address: env.NEXTAUTH_URL || `http://localhost:${port}`,
  };
}

/** Makes the data folder when it is missing, and sees that it can be written. */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartProblem(
      problemOf(
        error,
        `The data folder ${folder} cannot be written. Make it writable or choose another with ROTA_DATA.`,
      ),
    );
  }
}

/** The sentence for a full disk, else the one given. */
export function problemOf(error: unknown, otherwise: string): string {
  return /ENOSPC|no space left|disk full/i.test(String(error))
    ? 'The disk is full. Free some space (about 1 GB) and start again; nothing stored is lost.'
    : otherwise;
}

/** The installation's secret for sessions, made at the first start and readable by its owner alone. */
export function secretIn(folder: string): string {
  const file = path.join(folder, 'secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8');
  if (secret.length >= 32) return secret;
  // A start that was killed between creating and writing leaves an empty file.
  const fresh = randomBytes(32).toString('base64url');
  writeFileSync(file, fresh, { mode: 0o600 });
  return fresh;
}

/** Sees that the port is free. */
export async function claimPort(port: number): Promise<void> {
  const probe = net.createServer();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    probe.once('error', resolve);
    probe.listen(port, () => resolve(undefined));
  });
  if (!error) await new Promise((resolve) => probe.close(resolve));
  else if (error.code === 'EADDRINUSE')
    throw new StartProblem(
      `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
    );
  else throw new StartProblem(`Port ${port} cannot be used (${error.code}). Choose another: PORT=3000 npm start`);
}
