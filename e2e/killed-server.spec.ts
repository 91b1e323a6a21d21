import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const PORT = String(20_000 + ((process.pid + 7_919) % 20_000));
const PASSWORD = 'for-the-killed-server-only';
const data = mkdtempSync(path.join(os.tmpdir(), 'rota-killed-'));

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, baseURL: `http://localhost:${PORT}` });
test.describe.configure({ timeout: 300_000 });

let server: ChildProcess | undefined;

/** Starts an installation of its own on the same data, in a group of processes that can be killed at once. */
async function start(): Promise<void> {
  const child = spawn(process.execPath, ['server/supervisor/start.mjs'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT,
      ROTA_DATA: data,
      ROTA_FILL: 'none',
      ROTA_ADMIN_PASSWORD: PASSWORD,
      NEXTAUTH_URL: `http://localhost:${PORT}`,
      DATABASE_URL: '',
    },
  });
  server = child;
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Rota is ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${printed}`)));
  });
}

/** Ends every process of it with SIGKILL, as a power cut does. */
async function kill(): Promise<void> {
  const { pid, exitCode } = server ?? {};
  if (pid === undefined || exitCode !== null) return;
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  process.kill(-pid, 'SIGKILL');
  await ended;
}

test.afterAll(async () => {
  await kill();
  rmSync(data, { recursive: true, force: true });
});

test('a server killed while attempts are logged loses and doubles nothing, and the wall catches up', async ({
  page,
  browser,
}) => {
  await start();
  const program = await publishedProgram(page, 'killed', {
    demonstrations: 40,
    blockSize: 20,
    admin: { name: 'admin', password: PASSWORD },
  });
  const wall = await page.context().newPage();
  await wall.goto(`/wall/${program.slug}`);
  await expect(wall.getByText('0 of 40 collected, 40 left')).toBeVisible();
  const context = await browser.newContext();
  const tablet = await context.newPage();
  await new SignInPage(tablet).signIn(program.operator);
  await tablet.goto(`/p/${program.slug}/today`);
  const today = new TodayPage(tablet);
  await today.takeNextIfNone();
  for (let attempt = 1; attempt <= 4; attempt++) await today.record('s');
  await expect(wall.getByText('4 of 40 collected, 36 left')).toBeVisible();
  // The last answers may still be on their way.
  await kill();
  for (let attempt = 5; attempt <= 10; attempt++) await today.record('s');
  await expect(today.sync).toHaveText(/to send/);
  await start();
  for (let attempt = 11; attempt <= 12; attempt++) await today.record('s');
  await expect(today.sync).toHaveText('All stored', { timeout: 60_000 });
  expect(await program.progress()).toMatchObject({ logged: 12, over: 0 });
  // Without anybody touching the screen: what happened while the server was away and after it.
  await expect(wall.getByText('12 of 40 collected, 28 left')).toBeVisible();
  await expect(wall.getByRole('main').getByRole('alert')).toHaveCount(0);
});
