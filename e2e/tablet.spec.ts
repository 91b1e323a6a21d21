import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { type PublishedProgram, publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const HOUR_MS = 3_600_000;

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });
test.describe.configure({ timeout: 180_000 });

/** The operator's tablet, in a browser of its own. */
async function tabletOf(context: BrowserContext, { slug, operator }: PublishedProgram): Promise<TodayPage> {
  const page = await context.newPage();
  await new SignInPage(page).signIn(operator);
  await page.goto(`/p/${slug}/today`);
  const today = new TodayPage(page);
  await expect(today.sync).toHaveText('All stored');
  return today;
}

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

test('60 attempts by keys alone: discards and undone ones never count, all others once', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'sixty', { demonstrations: 60, blockSize: 12 });
  const today = await tabletOf(await browser.newContext(), program);
  await expectAccessible(today.page);
  let standing = 0;
  for (let attempt = 1; attempt <= 60; attempt++) {
    await today.takeNextIfNone();
    if (attempt % 6 === 0) await today.record('d');
    else {
      await today.record('s');
      standing++;
    }
    if (attempt % 10 === 5) {
      await today.page.keyboard.press('u');
      standing--;
      await expect(today.page.getByRole('button', { name: 'Start' })).toBeEnabled();
    }
    if (attempt === 7) await expectAccessible(today.page);
  }
  await expect(today.sync).toHaveText('All stored');
  expect(await program.progress()).toMatchObject({ asked: 60, logged: standing, over: 0 });
});

test('20 attempts without a network, a reload and a clock an hour off in between: exactly 20 arrive', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'offline', { demonstrations: 60, blockSize: 6 });
  const context = await browser.newContext();
  await withSkewedClock(context);
  const today = await tabletOf(context, program);
  await today.worksOffline();
  const began = Date.now();
  const sent = sentAttempts(today.page);
  await today.takeNextIfNone();

  await context.setOffline(true);
  await today.page.evaluate((ms) => localStorage.setItem('test.skew', String(ms)), HOUR_MS);
  for (let attempt = 1; attempt <= 10; attempt++) {
    await today.takeNextIfNone();
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

test('what one person recorded without a network waits for them and is never sent by another', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'owner', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  const today = await tabletOf(context, program);
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

test('a pedal types its own key, and the page speaks Spanish', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'pedal', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  const today = await tabletOf(context, program);
  await today.takeNextIfNone();
  await today.page.keyboard.press('?');
  const dialog = today.page.getByRole('dialog');
  await expectAccessible(today.page);
  await dialog.getByRole('button', { name: 'Change the key for: Success' }).press('Enter');
  await today.page.keyboard.press('5');
  await expect(dialog.getByRole('status')).toContainText('have their own work');
  await today.page.keyboard.press('PageDown');
  await expect(dialog.getByText('PageDown')).toBeVisible();
  await dialog.getByLabel('Language').selectOption('es');
  await expect(dialog.getByText('PageDown')).toBeVisible();
  await today.page.keyboard.press('Escape');
  await today.page.keyboard.press('Space');
  await today.page.keyboard.press('Space');
  await expect(today.page.getByRole('button', { name: 'Detenido' })).toBeVisible();
  await today.page.keyboard.press('PageDown');
  await expect(today.page.getByRole('region', { name: 'Intentos' })).toContainText('Éxito');
  await expectAccessible(today.page);
  await today.page.reload();
  await expect(today.page.getByRole('heading', { name: 'Hoy · ronda 1' })).toBeVisible();
  await expect(today.page.getByLabel('Sincronización')).toHaveText('Todo almacenado');
  expect((await program.progress()).logged).toBe(1);
});
