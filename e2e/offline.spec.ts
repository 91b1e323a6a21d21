import { type BrowserContext, expect, type Page, type Route, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const HOUR_MS = 3_600_000;

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });
test.describe.configure({ timeout: 180_000 });

/** A page whose wall clock is off by what lies in its storage; its monotonic clock is left alone, as in a real device. */
async function withSkewedClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Real = Date;
    const skew = () => {
      try {
        return Number(localStorage.getItem('test.skew') ?? 0);
      } catch {
        // A blank frame has no storage.
        return 0;
      }
    };
    const now = () => Real.now() + skew();
    Object.assign(globalThis, {
      Date: new Proxy(Real, {
        construct: (target, args) => (args.length === 0 ? new target(now()) : Reflect.construct(target, args)),
        get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
      }),
    });
  });
}

/** Every attempt the page sends, with its start corrected by the offset it measured. */
function sentAttempts(page: Page): { id: string; correctedMs: number; durationMs: number; sequence: number }[] {
  const sent: ReturnType<typeof sentAttempts> = [];
  page.on('request', (request) => {
    if (!request.url().includes('collect.attempt')) return;
    for (const { json } of Object.values<{ json: Record<string, unknown> }>(request.postDataJSON()))
      if (typeof json.outcome === 'string')
        sent.push({
          id: String(json.id),
          correctedMs: Date.parse(String(json.startedAt)) + Number(json.clockOffsetMs),
          durationMs: Number(json.durationMs),
          sequence: Number(json.sequence),
        });
  });
  return sent;
}

test('20 attempts without a network, a reload and a clock an hour off in between: exactly 20 arrive', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'offline', { demonstrations: 60, blockSize: 6 });
  const context = await browser.newContext();
  await withSkewedClock(context);
  const today = await TodayPage.onTablet(context, program);
  await today.worksOffline();
  const began = Date.now();
  const sent = sentAttempts(today.page);
  await today.takeNextIfNone();

  await context.setOffline(true);
  await today.page.evaluate((ms) => localStorage.setItem('test.skew', String(ms)), HOUR_MS);
  let standing: string[] = [];
  for (let attempt = 1; attempt <= 10; attempt++) {
    await today.takeNextIfNone();
    // What the server never heard of stands on the table all the same.
    if (attempt > 1) expect(await today.onTable()).toEqual(standing);
    standing = await today.levels();
    await today.record('s');
  }
  await expect(today.sync).toHaveText('10 to send');
  await today.page.keyboard.press('Space');
  await expect(today.page.getByRole('timer')).toHaveAttribute('data-on', 'true');
  await today.page.evaluate((ms) => localStorage.setItem('test.skew', String(ms)), -HOUR_MS);
  await today.page.reload();
  await expect(today.sync).toHaveText('10 to send');
  // The recording that ran goes on in the new page.
  await expect(today.page.getByRole('timer')).toHaveAttribute('data-on', 'true');
  await today.page.keyboard.press('Space');
  await today.page.keyboard.press('s');
  await expect(today.sync).toHaveText('11 to send');
  await expectAccessible(today.page);
  for (let attempt = 12; attempt <= 20; attempt++) {
    await today.takeNextIfNone();
    expect(await today.onTable()).toEqual(standing);
    standing = await today.levels();
    await today.record('s');
  }
  await expect(today.sync).toHaveText('20 to send');
  expect((await program.progress()).logged).toBe(0);

  await context.setOffline(false);
  await expect(today.sync).toHaveText('All stored', { timeout: 60_000 });
  expect(await program.progress()).toMatchObject({ logged: 20, over: 0 });
  expect(new Set(sent.map(({ id }) => id)).size).toBe(20);
  const inOrder = [...sent].sort((a, b) => a.sequence - b.sequence);
  expect(new Set(inOrder.map(({ sequence }) => sequence)).size).toBe(20);
  // One recording spans the jump of the clock; no clock but the monotonic one measured the others.
  for (const { durationMs } of inOrder) expect(durationMs).toBeLessThan(HOUR_MS / 2);
  for (const { correctedMs } of inOrder.slice(0, 10)) {
    expect(correctedMs).toBeGreaterThan(began - HOUR_MS / 4);
    expect(correctedMs).toBeLessThan(Date.now() + HOUR_MS / 4);
  }
});

test('what cannot be set up without a network is put aside on the device, and the server hears of it', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'aside', { demonstrations: 30, blockSize: 5 });
  const context = await browser.newContext();
  const today = await TodayPage.onTablet(context, program);
  await today.worksOffline();
  await today.takeNextIfNone();
  const held = await today.assignment.getAttribute('aria-label');

  await context.setOffline(true);
  await today.page.keyboard.press('b');
  await today.page.keyboard.press('1');
  await expect(today.sync).toHaveText('1 to send');
  await today.takeNextIfNone();
  await expect(today.assignment).not.toHaveAttribute('aria-label', held ?? '');
  const unasked = await today.assignment.getAttribute('aria-label');
  await today.page.keyboard.press('b');
  await today.page.keyboard.press('2');
  await today.page.reload();
  await expect(today.sync).toHaveText('2 to send');
  await today.takeNextIfNone();
  await today.record('s');
  await expect(today.sync).toHaveText('3 to send');

  await context.setOffline(false);
  await expect(today.sync).toHaveText('All stored');
  const queue = await program.ask<{ id: number; state: string; stateReason: string | null }[]>('collect.queue');
  const blocked = queue.filter(({ state }) => state === 'blocked');
  expect(blocked.map(({ id, stateReason }) => [`Assignment ${id}`, stateReason])).toEqual([
    [held, 'object missing'],
    [unasked, 'object broken'],
  ]);
  expect((await program.progress()).logged).toBe(1);
});

test('what one person recorded without a network waits for them and is never sent by another', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'owner', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  const today = await TodayPage.onTablet(context, program);
  await today.worksOffline();
  await today.takeNextIfNone();
  await context.setOffline(true);
  await today.record('s');
  await expect(today.sync).toHaveText('1 to send');
  const tab = await context.newPage();
  await today.page.close();
  await context.setOffline(false);
  await context.clearCookies();
  await new SignInPage(tab).signIn(program.lead);
  await tab.goto(`/p/${program.slug}/today`);
  await expect(new TodayPage(tab).sync).toHaveText('All stored');
  await expect(tab.getByText('1 attempt of somebody else waits here')).toBeVisible();
  expect((await program.progress()).logged).toBe(0);
  await context.clearCookies();
  await new SignInPage(tab).signIn(program.operator);
  await tab.goto(`/p/${program.slug}/today`);
  await expect(new TodayPage(tab).count('The round', 'logged')).toHaveText('1');
  expect((await program.progress()).logged).toBe(1);
});

test('a server that answers after many seconds holds nobody up: what is awaited is said, and the same key goes on without it', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'slow', { demonstrations: 30, blockSize: 5 });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const today = await TodayPage.onTablet(context, program);
  const { keyboard } = today.page;
  await today.takeNextIfNone();
  const held = await today.assignment.getAttribute('aria-label');
  const start = today.page.getByRole('button', { name: 'Start' });
  const asking = today.page.getByRole('button', { name: 'Asking the server' });
  // Nothing that is sent is answered: it waits, to be let through or to fail.
  let waiting: Route[] = [];
  await context.route('**/api/trpc/**', (route) =>
    route.request().method() === 'POST' ? void waiting.push(route) : route.continue(),
  );

  await keyboard.press('k');
  await keyboard.press('1');
  await expect(today.sync).toHaveText('1 to send');
  await expect(today.assignment).not.toHaveAttribute('aria-label', held ?? '');
  await keyboard.press('n');
  await expect(asking).toContainText('1 to send must arrive first. Press again to go on without it');
  await expect(today.page.getByText('Asking the server; N goes on without it')).toBeVisible();
  await expectAccessible(today.page);
  await keyboard.press('n');
  await expect(today.page.getByText('Taken without asking the server.')).toBeVisible();
  const taken = await today.assignment.getAttribute('aria-label');

  // What was asked fails while a recording runs: what is in hand stays what was set up.
  await keyboard.press('Space');
  await expect(today.page.getByRole('timer')).toHaveAttribute('data-on', 'true');
  const again = today.page.waitForRequest(/collect\.setAside/);
  for (const route of waiting) await route.abort();
  waiting = [];
  await again;
  await expect(today.assignment).toHaveAttribute('aria-label', taken ?? '');
  await keyboard.press('Space');
  await keyboard.press('s');
  await expect(today.sync).toHaveText('2 to send');
  await keyboard.press('b');
  await keyboard.press('1');
  await keyboard.press('n');
  await expect(asking.or(start)).toBeVisible();
  if (await asking.isVisible()) await keyboard.press('n');
  await expect(start).toBeEnabled();
  await expect(today.sync).toHaveText('3 to send');

  await context.unroute('**/api/trpc/**');
  for (const route of waiting) await route.continue().catch(() => undefined);
  await expect(today.sync).toHaveText('All stored');
  const queue =
    await program.ask<{ id: number; state: string; stateReason: string | null; logged: number }[]>('collect.queue');
  const reasons = queue.flatMap(({ state, stateReason }) => (stateReason ? [[state, stateReason]] : []));
  expect(reasons.sort()).toEqual([
    ['blocked', 'object missing'],
    ['skipped', 'object in use elsewhere'],
  ]);
  expect(queue.find(({ stateReason }) => stateReason === 'object missing')).toMatchObject({
    id: Number(taken?.split(' ')[1]),
    logged: 1,
  });
  expect((await program.progress()).logged).toBe(1);
});
