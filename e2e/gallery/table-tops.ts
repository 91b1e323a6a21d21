import type { Browser } from '@playwright/test';
import { pngOf } from '../../test/support/png';
import { type PublishedProgram, publishedProgram, registeredCheckpoint } from '../material/published-program';
import { SignInPage } from '../pages/sign-in-page';
import type { Installation } from './installation';
import { fillWorked, WORKED } from './worked-day';

/** The operator's screen of a small program that a person collects for. */
export const TABLE_TOP = {
  slug: 'table-top',
  operator: 'table-top-operator',
  lead: 'table-top-lead',
  today: '/p/table-top/today',
  station: 'Bench',
} as const;
/** The same where everything waits for the lead. */
export const BLOCKED = {
  slug: 'table-top-blocked',
  operator: 'table-top-blocked-operator',
  lead: 'table-top-blocked-lead',
  today: '/p/table-top-blocked/today',
} as const;
/** The same where a policy is being evaluated and probed. */
export const DRIVEN = {
  slug: 'table-top-driven',
  operator: 'table-top-driven-operator',
  lead: 'table-top-driven-lead',
  today: '/p/table-top-driven/today',
} as const;
const PASSWORD = 'a-password-for-tests';

interface Shown {
  factors: { key: string; levels: { id: number }[] }[];
}

/** Makes these programs in an installation that does not have them yet; returns the passwords of their people. */
export async function makeTableTops(browser: Browser, installation: Installation): Promise<Record<string, string>> {
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  const admin = { name: 'admin', password: installation.passwords.admin ?? '' };
  try {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.send(admin);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const answer = await (await page.request.get('/api/trpc/programs.list')).json();
    const there = new Set((answer.result.data.json as { slug: string }[]).map(({ slug }) => slug));
    const made = async (slug: string, demonstrations: number, fill: (program: PublishedProgram) => Promise<void>) => {
      if (there.has(slug)) return;
      const own = await browser.newContext({ baseURL: installation.url });
      await fill(await publishedProgram(await own.newPage(), slug, { demonstrations, blockSize: 5, admin }));
      await own.close();
    };
    await made(TABLE_TOP.slug, 40, fillTableTop);
    await made(BLOCKED.slug, 10, fillBlocked);
    await made(DRIVEN.slug, 10, fillDriven);
    await made(WORKED.slug, 10, (program) => fillWorked(program, browser, installation.url));
    const people = [TABLE_TOP, BLOCKED, DRIVEN, WORKED].flatMap(({ operator, lead }) => [operator, lead]);
    return Object.fromEntries(people.map((name) => [name, PASSWORD]));
  } finally {
    await context.close();
  }
}

async function giveStartTemplates({ ask, post }: PublishedProgram): Promise<Shown['factors']> {
  const { factors } = await ask<Shown>('programs.show');
  for (const level of factors.find((factor) => factor.key === 'task')?.levels ?? [])
    await post('matrix.setStartTemplate', {
      levelId: level.id,
      zones: ['front left', 'front right', 'back'],
      orientations: ['handle left', 'handle right'],
      distractors: ['none', 'one plate'],
    });
  return factors;
}

async function fillTableTop(program: PublishedProgram): Promise<void> {
  const { ask, post, put } = program;
  const factors = await giveStartTemplates(program);
  for (const [row, { levels }] of factors.entries())
    for (const [n, { id }] of levels.entries()) await put(`/api/pictures/${TABLE_TOP.slug}/${id}`, disc(row * 5 + n));
  const shifts = [{ name: 'Day', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '16:00', capacity: null }];
  for (const name of [TABLE_TOP.station, 'Table by the window']) {
    const { stationId } = await post<{ stationId: number }>('stations.create', {
      name,
      recorderFlags: '--robot.type=so101_follower --robot.port=/dev/ttyACM0 --teleop.type=so101_leader',
    });
    await post('stations.setShifts', { stationId, shifts });
  }
  const [, , second] = await ask<{ id: number }[]>('collect.queue');
  if (second) await post('collect.setAside', { assignmentId: second.id, how: 'blocked', reason: 'object missing' });
}

async function fillBlocked({ ask, post }: PublishedProgram): Promise<void> {
  for (const { id } of await ask<{ id: number }[]>('collect.queue'))
    await post('collect.setAside', { assignmentId: id, how: 'blocked', reason: 'object missing' });
}

/** A checkpoint with one plan of probe rollouts published and one proposed, and its evaluation begun. */
async function fillDriven(program: PublishedProgram): Promise<void> {
  const { ask, post } = program;
  await giveStartTemplates(program);
  const { checkpointId } = await registeredCheckpoint(program);
  await post('matrix.addSafetyRule', {
    levels: { object: 'glass', environment: 'workshop' },
    reason: 'it breaks there',
  });
  const plan = { checkpointId, driveUnknown: true };
  const { probePlanId } = await post<{ probePlanId: number }>('rollouts.proposePlan', plan);
  await post('rollouts.publishPlan', { probePlanId });
  await post('rollouts.proposePlan', { ...plan, sharePercent: 40, seed: 'a larger one' });
  const levels = (object: string) => ({ task: 'pour', object, environment: 'kitchen', lighting: 'day' });
  const starts = ['front left', 'back'].flatMap((zone) =>
    ['red mug', 'bowl'].map((object) => ({ levels: levels(object), start: { zone, orientation: 'handle right' } })),
  );
  await post('evaluations.createPanel', { name: 'frozen, autumn', starts });
  const evaluation = { checkpoint: 'round-1', panel: 'frozen, autumn', driveUnknown: true };
  await post('rollouts.startEvaluation', evaluation);
  const [first] = await ask<{ id: number; starts: { panelStartId: number }[] }[]>('collect.queue');
  await post('collect.attempt', {
    id: '0190a4f4-0000-7000-8000-00000000d0d0',
    assignmentId: first.id,
    outcome: 'failure',
    failureMode: 'dropped',
    card: { panelStartId: first.starts[0].panelStartId },
  });
}

/** A picture that stands for a photograph of the n-th level: a disc of its own colour and size. */
function disc(n: number): Buffer {
  const side = 96;
  const radius = 20 + ((n * 7) % 24);
  const colour = [40 + ((n * 83) % 140), 40 + ((n * 47) % 140), 40 + ((n * 131) % 140)];
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const at = Math.floor(i / 3);
    const inside = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) < radius;
    return inside ? colour[i % 3] : 226;
  });
  return Buffer.from(pngOf(pixels, [side, side, 3]));
}
