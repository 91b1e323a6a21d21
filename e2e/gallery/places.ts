import type { Page } from '@playwright/test';
import { BLOCKED, DRIVEN, TABLE_TOP } from './table-tops';
import { WORKED } from './worked-day';

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  /** A screen on a wall. */
  wall: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;

/** One picture: whose eyes, where, and what to do there before it is taken. */
export interface Shot {
  name: string;
  /** Name of the person; empty for a visitor. */
  as: string;
  path: string;
  /** Language of its browser; English where not given. */
  language?: string;
  /** Sizes it is made for; the ones of people's own screens where not given. */
  sizes?: readonly Size[];
  /** Only what is seen before anybody scrolls. */
  firstScreen?: true;
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

/** Opens the schedule that is being collected. */
async function openPublished(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'published' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'published' }).waitFor();
}

/** Asks for a batch that no split fits under the caps, and for what fits. */
async function askTooMuch(page: Page): Promise<void> {
  await page.getByLabel('Demonstrations', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'What fits?' }).click();
  await page.getByRole('dialog').waitFor();
}

const open =
  (name: RegExp, role: 'button' | 'link' = 'button') =>
  (page: Page) =>
    page.getByRole(role, { name }).first().click();

/** Waits until the page has come alive. */
const awake = (page: Page) => page.locator('[data-kind=start]:enabled').first().waitFor();

/** Puts an assignment in hand, at the station, where none is. */
async function takeOne(page: Page): Promise<void> {
  await page.getByRole('combobox').first().selectOption({ label: TABLE_TOP.station });
  await awake(page);
  await page.keyboard.press('n');
  await page.getByRole('timer').waitFor();
}

/** Leaves nothing in hand: what is there goes back with a reason. */
async function putBack(page: Page): Promise<void> {
  await awake(page);
  if ((await page.getByRole('timer').count()) === 0) return;
  await page.keyboard.press('k');
  await page.keyboard.press('1');
  await page.getByRole('timer').waitFor({ state: 'detached' });
}

/** Starts a recording on Today. */
async function startRecording(page: Page): Promise<void> {
  await takeOne(page);
  await page.keyboard.press('Space');
  await page.locator('[role=timer][data-on]').waitFor();
}

/** Lets the network go and waits until Today says so. */
async function loseNetwork(page: Page): Promise<void> {
  await takeOne(page);
  await page.context().setOffline(true);
  await page.getByText('Offline', { exact: true }).waitFor();
}

/** Asks a server that does not answer for the next assignment. */
async function askInVain(page: Page): Promise<void> {
  await putBack(page);
  await page.route('**/api/trpc/collect.claim*', () => undefined);
  await awake(page);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: /Asking the server/ }).waitFor();
}

/** Logs one success; the edge of the screen says so for a moment. */
async function save(page: Page): Promise<void> {
  await startRecording(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('s');
  await page.getByText('Saved', { exact: true }).waitFor();
}

/** Has the server refuse an attempt: it is of an assignment that is not there. */
async function beRefused(page: Page): Promise<void> {
  await page.route('**/api/trpc/collect.attempt*', (route) =>
    route.continue({
      postData: route
        .request()
        .postData()
        ?.replace(/"assignmentId":\d+/, '"assignmentId":999999999'),
    }),
  );
  await startRecording(page);
  await page.keyboard.press('s');
  await page.getByText(/^A success was refused/).waitFor();
}

/** Opens a level's menu on Matrix and takes one of its ways. */
const changeLevel = (name: string, way: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: `Change ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: way }).click();
  await page.getByRole('dialog').waitFor();
};

/** Throws the recording away, and waits until the server knows. */
async function discard(page: Page): Promise<void> {
  await page.keyboard.press('d');
  await page.getByText(/^(All stored|Todo almacenado)$/).waitFor();
}

const OPERATOR = { as: TABLE_TOP.operator, path: TABLE_TOP.today };
const WALL: readonly Size[] = ['desktop', 'wall'];

/** The operator's screen in each of its states. */
function todayShots(): Shot[] {
  return [
    { name: 'today-nothing', ...OPERATOR, prepare: putBack },
    { name: 'today-idle', ...OPERATOR, prepare: takeOne },
    { name: 'today-recording', ...OPERATOR, prepare: startRecording, after: discard },
    {
      name: 'today-paused',
      ...OPERATOR,
      prepare: async (page) => {
        await startRecording(page);
        await page.keyboard.press('p');
        await page.getByText('Paused', { exact: true }).waitFor();
      },
      after: discard,
    },
    {
      name: 'today-stopped',
      ...OPERATOR,
      prepare: async (page) => {
        await startRecording(page);
        await page.keyboard.press('Space');
        await page.getByRole('button', { name: 'Stopped' }).waitFor();
      },
      after: discard,
    },
    {
      name: 'today-failure',
      ...OPERATOR,
      prepare: async (page) => {
        await startRecording(page);
        await page.keyboard.press('f');
        await page.getByRole('region', { name: 'What went wrong?' }).waitFor();
      },
      after: async (page) => {
        await page.keyboard.press('Escape');
        await discard(page);
      },
    },
    {
      name: 'today-refused',
      ...OPERATOR,
      prepare: beRefused,
      after: (page) => page.getByRole('button', { name: 'Give up on this one' }).click(),
    },
    { name: 'today-asking', ...OPERATOR, prepare: askInVain },
    { name: 'today-saved', ...OPERATOR, prepare: save, after: (page) => page.keyboard.press('u') },
    {
      name: 'today-offline',
      ...OPERATOR,
      prepare: loseNetwork,
      after: (page) => page.context().setOffline(false),
    },
    {
      name: 'today-block',
      ...OPERATOR,
      prepare: async (page) => {
        await takeOne(page);
        await page.keyboard.press('b');
      },
    },
    {
      name: 'today-day',
      ...OPERATOR,
      prepare: async (page) => {
        await open(/^The day/)(page);
        await page.getByText(/^The program gained/).waitFor();
      },
    },
    {
      name: 'today-day-named',
      as: WORKED.operator,
      path: WORKED.today,
      prepare: async (page) => {
        await open(/^The day/)(page);
        await page.getByRole('region', { name: 'You' }).waitFor();
      },
    },
    { name: 'today-probe', as: WORKED.operator, path: WORKED.today, prepare: awake },
    { name: 'today-blocked', as: BLOCKED.operator, path: BLOCKED.today },
  ];
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
    {
      name: 'matrix-level',
      as: TABLE_TOP.lead,
      path: `/p/${TABLE_TOP.slug}/matrix`,
      firstScreen: true,
      prepare: changeLevel('pour', /^Edit/),
    },
    {
      name: 'matrix-start',
      as: TABLE_TOP.lead,
      path: `/p/${TABLE_TOP.slug}/matrix`,
      firstScreen: true,
      prepare: changeLevel('pour', /^Start cards/),
    },
    { name: 'imports', as: 'lead', path: `${base}/imports` },
    { name: 'import', as: 'lead', path: `${base}/imports`, prepare: openFirstRow },
    { name: 'import-matches', as: WORKED.lead, path: `/p/${WORKED.slug}/imports`, prepare: openFirstRow },
    { name: 'import-new', as: 'lead', path: `${base}/imports/new` },
    { name: 'episodes', as: 'lead', path: `${base}/imports/episodes` },
    { name: 'episode', as: 'lead', path: `${base}/imports/episodes`, prepare: openFirstRow },
    { name: 'judge', as: 'annotator', path: `${base}/judge` },
    { name: 'checkpoints', as: 'lead', path: `${base}/checkpoints` },
    { name: 'checkpoint-new', as: 'lead', path: `${base}/checkpoints/new` },
    { name: 'scoring', as: 'lead', path: `${base}/scoring` },
    { name: 'scoring-signals', as: 'lead', path: `${base}/scoring`, prepare: open(/^Choose the signals/) },
    { name: 'scoring-run', as: 'lead', path: `${base}/scoring`, prepare: openFirstRow },
    { name: 'schedule', as: 'lead', path: `${base}/schedule` },
    { name: 'schedule-one', as: 'lead', path: `${base}/schedule`, prepare: openFirstRow },
    { name: 'schedule-published', as: 'lead', path: `${base}/schedule`, prepare: openPublished },
    { name: 'schedule-infeasible', as: 'lead', path: `${base}/schedule`, prepare: askTooMuch },
    { name: 'schedule-limits', as: 'lead', path: `${base}/schedule`, prepare: open(/^Block size, seed and limits/) },
    /** The README's picture. */
    {
      name: 'readme-schedule',
      as: 'lead',
      path: `${base}/schedule`,
      sizes: ['desktop'],
      firstScreen: true,
      prepare: openPublished,
    },
    { name: 'round', as: 'lead', path: `${base}/round` },
    { name: 'days', as: 'lead', path: `${base}/days` },
    { name: 'rollouts', as: DRIVEN.lead, path: `/p/${DRIVEN.slug}/rollouts` },
    { name: 'rollouts-none', as: BLOCKED.lead, path: `/p/${BLOCKED.slug}/rollouts` },
    { name: 'rollouts-simulated', as: 'lead', path: `${base}/rollouts` },
    {
      name: 'rollouts-ask',
      as: DRIVEN.lead,
      path: `/p/${DRIVEN.slug}/rollouts`,
      prepare: open(/^Plan probe rollouts/),
    },
    {
      name: 'rollouts-evaluate',
      as: DRIVEN.lead,
      path: `/p/${DRIVEN.slug}/rollouts`,
      prepare: open(/^Evaluate a checkpoint/),
    },
    { name: 'rollouts-plan', as: DRIVEN.lead, path: `/p/${DRIVEN.slug}/rollouts`, prepare: openFirstRow },
    { name: 'rollouts-panel', as: DRIVEN.lead, path: `/p/${DRIVEN.slug}/rollouts/panel` },
    { name: 'round-driven', as: DRIVEN.lead, path: `/p/${DRIVEN.slug}/round` },
    ...todayShots(),
    { name: 'today-trial', as: DRIVEN.operator, path: DRIVEN.today, prepare: awake },
    { name: 'today-es-trial', as: DRIVEN.operator, path: DRIVEN.today, language: 'es', prepare: awake },
    { name: 'today-es-idle', ...OPERATOR, language: 'es', prepare: takeOne },
    { name: 'today-es-recording', ...OPERATOR, language: 'es', prepare: startRecording, after: discard },
    { name: 'today-es-blocked', as: BLOCKED.operator, path: BLOCKED.today, language: 'es' },
    ...(['en', 'es'] as const).flatMap((language) => [
      { name: `why-${language}`, as: 'operator', path: `${base}/why`, language },
      { name: `wall-${language}`, as: TABLE_TOP.lead, path: `/wall/${TABLE_TOP.slug}`, language, sizes: WALL },
      { name: `wall-blocked-${language}`, as: BLOCKED.lead, path: `/wall/${BLOCKED.slug}`, language, sizes: WALL },
      { name: `wall-why-${language}`, as: 'lead', path: `/wall/${program}/why`, language, sizes: WALL },
    ]),
    { name: 'days-planned', as: TABLE_TOP.lead, path: `/p/${TABLE_TOP.slug}/days` },
    { name: 'stations', as: TABLE_TOP.lead, path: `/p/${TABLE_TOP.slug}/round` },
    { name: 'station-change', as: TABLE_TOP.lead, path: `/p/${TABLE_TOP.slug}/round`, prepare: open(/^Change Bench/) },
    { name: 'today-simulated', as: 'operator', path: `${base}/today`, prepare: awake },
    { name: 'today-keys', as: 'operator', path: `${base}/today`, prepare: open(/^Keys/) },
    { name: 'efficiency', as: 'manager', path: `${base}/efficiency` },
    { name: 'experiments', as: 'lead', path: `${base}/experiments` },
    { name: 'experiments-kept', as: 'lead', path: '/p/experiments-skew/experiments' },
    { name: 'efficiency-experiments', as: 'manager', path: '/p/experiments-skew/efficiency' },
    { name: 'efficiency-hours', as: 'manager', path: '/p/experiments-skew/efficiency?axis=hours' },
    { name: 'efficiency-money', as: 'manager', path: `${base}/efficiency?axis=money` },
    { name: 'people', as: 'lead', path: `${base}/people` },
    { name: 'people-invite', as: 'lead', path: `${base}/people`, prepare: open(/^Invite/) },
    { name: 'api', as: 'engineer', path: `${base}/api` },
    { name: 'nothing-here', as: 'lead', path: '/p/no-such-program' },
  ];
}
