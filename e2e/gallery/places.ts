import { expect, type Page } from '@playwright/test';
import { BLOCKED, TABLE_TOP } from './table-tops';

/** One picture: whose eyes, where, and what to do there before it is taken. */
export interface Shot {
  name: string;
  /** Name of the person; empty for a visitor. */
  as: string;
  path: string;
  prepare?: (page: Page) => Promise<void>;
  /** Undoes for the next picture what `prepare` did to the browser. */
  after?: (page: Page) => Promise<void>;
}

/** Opens the first row of the page's first table and waits for another head. */
async function openFirstRow(page: Page): Promise<void> {
  const before = page.url();
  await page.locator('tbody tr').first().getByRole('link').or(page.locator('tbody tr').first()).first().click();
  await page.waitForURL((url) => url.href !== before);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

const open =
  (name: RegExp, role: 'button' | 'link' = 'button') =>
  (page: Page) =>
    page.getByRole(role, { name }).first().click();

/** Starts a recording on Today, with the next assignment where none is in hand. */
async function startRecording(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: /^(Start|Stop)/ });
  const next = page.getByRole('button', { name: /^Give me next/ });
  await start.or(next).waitFor();
  if (await next.isVisible()) await next.click();
  await expect(start).toBeEnabled();
  await page.keyboard.press('Space');
  await page.getByText('Recording', { exact: true }).waitFor();
}

/** Lets the network go and waits until Today says so. */
async function loseNetwork(page: Page): Promise<void> {
  await page.getByLabel('Sync').waitFor();
  await page.context().setOffline(true);
  await page.getByText('Offline', { exact: true }).waitFor();
}

/** Every page of the product in the states it can be shown in, in the order of the main job. */
export function shotsOf(program: string): Shot[] {
  const base = `/p/${program}`;
  return [
    { name: 'sign-in', as: '', path: '/sign-in' },
    { name: 'new-program', as: 'admin', path: '/programs/new' },
    { name: 'installation', as: 'admin', path: '/admin' },
    { name: 'home-lead', as: 'lead', path: base },
    { name: 'home-manager', as: 'manager', path: base },
    { name: 'home-engineer', as: 'engineer', path: base },
    { name: 'home-annotator', as: 'annotator', path: base },
    { name: 'matrix', as: 'lead', path: `${base}/matrix` },
    { name: 'imports', as: 'lead', path: `${base}/imports` },
    { name: 'import', as: 'lead', path: `${base}/imports`, prepare: openFirstRow },
    { name: 'import-new', as: 'lead', path: `${base}/imports/new` },
    { name: 'episodes', as: 'lead', path: `${base}/imports/episodes` },
    { name: 'episode', as: 'lead', path: `${base}/imports/episodes`, prepare: openFirstRow },
    { name: 'judge', as: 'annotator', path: `${base}/judge` },
    { name: 'checkpoints', as: 'lead', path: `${base}/checkpoints` },
    { name: 'checkpoint-new', as: 'lead', path: `${base}/checkpoints/new` },
    { name: 'scoring', as: 'lead', path: `${base}/scoring` },
    { name: 'scoring-run', as: 'lead', path: `${base}/scoring`, prepare: openFirstRow },
    { name: 'schedule', as: 'lead', path: `${base}/schedule` },
    { name: 'schedule-one', as: 'lead', path: `${base}/schedule`, prepare: openFirstRow },
    { name: 'round', as: 'lead', path: `${base}/round` },
    { name: 'days', as: 'lead', path: `${base}/days` },
    { name: 'today', as: TABLE_TOP.operator, path: TABLE_TOP.today },
    {
      name: 'today-offline',
      as: TABLE_TOP.operator,
      path: TABLE_TOP.today,
      prepare: loseNetwork,
      after: (page) => page.context().setOffline(false),
    },
    {
      name: 'today-recording',
      as: TABLE_TOP.operator,
      path: TABLE_TOP.today,
      prepare: startRecording,
      after: (page) => page.keyboard.press('d'),
    },
    { name: 'today-day', as: TABLE_TOP.operator, path: TABLE_TOP.today, prepare: open(/^The day/) },
    { name: 'today-blocked', as: BLOCKED.operator, path: BLOCKED.today },
    { name: 'today-simulated', as: 'operator', path: `${base}/today` },
    { name: 'today-keys', as: 'operator', path: `${base}/today`, prepare: open(/^Keys/) },
    { name: 'efficiency', as: 'manager', path: `${base}/efficiency` },
    { name: 'people', as: 'lead', path: `${base}/people` },
    { name: 'people-invite', as: 'lead', path: `${base}/people`, prepare: open(/^Invite/) },
    { name: 'api', as: 'engineer', path: `${base}/api` },
    { name: 'nothing-here', as: 'lead', path: '/p/no-such-program' },
  ];
}
