import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A running Rota with what it takes to see it as somebody. */
export interface Installation {
  url: string;
  /** Slug of the program to look at. */
  program: string;
  passwords: Record<string, string>;
  stop(): Promise<void>;
}

const FILLED_WITHIN_MS = 15 * 60_000;

/**
 * The installation at ROTA_URL with ROTA_PROGRAM and ROTA_PASSWORDS (`lead=…,operator=…`); without ROTA_URL a fresh one, its first
 * program filled to the end, which `stop` ends and removes.
 */
export async function runningInstallation(): Promise<Installation> {
  const { ROTA_URL, ROTA_PROGRAM = 'simulated-skew', ROTA_PASSWORDS = '' } = process.env;
  if (!ROTA_URL) return startedInstallation(ROTA_PROGRAM);
  const passwords = Object.fromEntries(ROTA_PASSWORDS.split(',').map((pair) => pair.split('=')));
  return { url: ROTA_URL.replace(/\/$/, ''), program: ROTA_PROGRAM, passwords, stop: async () => {} };
}

async function startedInstallation(program: string): Promise<Installation> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-shots-'));
  const port = String(20_000 + (process.pid % 20_000));
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['server/supervisor/start.mjs'], {
    env: { ...env, PORT: port, ROTA_DATA: folder, ROTA_FILL: 'first-program', NEXTAUTH_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const passwords = passwordsIn(await printedUntilReady(child));
    await untilFilled(path.join(folder, 'lab', 'first-program.json'));
    return { url, program, passwords, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a start prints up to the line that names its address. */
function printedUntilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Rota is ready')) resolve(printed);
    });
    child.once('exit', () => reject(new Error('The installation to be photographed did not start.')));
  });
}

/** The `  name   password` lines among what a first start prints. */
function passwordsIn(printed: string): Record<string, string> {
  return Object.fromEntries(
    [...printed.matchAll(/^ {2}(\S+) +(\S+)$/gm)].map(([, name, password]) => [name, password]),
  );
}

/** Waits until the lab's journal says that the simulated program is filled. */
async function untilFilled(journal: string): Promise<void> {
  const deadline = Date.now() + FILLED_WITHIN_MS;
  while (!existsSync(journal) || !readFileSync(journal, 'utf8').includes('"done"')) {
    if (Date.now() > deadline) throw new Error('The simulated program was not filled in time; its log stands above.');
    await pause(1000);
  }
}
