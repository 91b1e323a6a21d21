import os from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './test/support/chromium';

// The configuration is read again in every worker: the first reading decides and leaves its choice in the environment.
process.env.ROTA_E2E_PORT ??= String(20_000 + (process.pid % 20_000));
process.env.ROTA_E2E_DATA ??= path.join(os.tmpdir(), `rota-e2e-${process.pid}`);
process.env.ROTA_ADMIN_PASSWORD ??= 'for-the-browser-tests-only';

const baseURL = `http://localhost:${process.env.ROTA_E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Files run beside each other: each test has programs and people of its own, and nobody changes the admin.
  workers: 2,
  // Limits only end what hangs: a slow or busy machine needs many times what an idle one does.
  timeout: 600_000,
  expect: { timeout: 90_000 },
  use: {
    baseURL,
    trace: 'retain-on-failure',
    actionTimeout: 60_000,
    // Pages are judged as they stand, never halfway through a fade.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    {
      name: 'tablet',
      grep: /@tablet/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 820, height: 1180 }, hasTouch: true },
    },
  ],
  webServer: {
    // Removes its data when it ends; traces and the report stay.
    command: 'node test/support/browser-server.mjs',
    url: `${baseURL}/api/health`,
    timeout: 600_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORT: process.env.ROTA_E2E_PORT,
      ROTA_DATA: process.env.ROTA_E2E_DATA,
      ROTA_FILL: 'none',
      ROTA_UPLOAD_MB: '12',
      ROTA_ADMIN_PASSWORD: process.env.ROTA_ADMIN_PASSWORD,
      NEXTAUTH_URL: baseURL,
      DATABASE_URL: '',
    },
  },
});
