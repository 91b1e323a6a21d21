import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { pngOf } from '../test/support/png';
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

test('what cannot be set up without a network is put aside on the device, and the server hears of it', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'aside', { demonstrations: 30, blockSize: 5 });
  const context = await browser.newContext();
  const today = await tabletOf(context, program);
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

/** Names of the buttons, links and fields in view that are lower or narrower than a gloved finger needs. */
function tooSmall(page: Page): Promise<string[]> {
  return page.locator('button, a, select, input:not([role=switch]), .mantine-Switch-body').evaluateAll((all) =>
    all.flatMap((one) => {
      const { width, height, left } = one.getBoundingClientRect();
      const shown = width > 0 && height > 0 && left >= 0;
      // Half a pixel is how a screen rounds.
      if (!shown || Math.min(width, height) > 55.5) return [];
      return [`${one.getAttribute('aria-label') ?? one.textContent}: ${width} × ${height}`];
    }),
  );
}

test('every button in every state is as large as a glove needs', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'gloves', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  const today = await tabletOf(context, program);
  const { keyboard } = today.page;
  const clock = today.page.getByRole('timer');
  const all = () => expect.poll(() => tooSmall(today.page)).toEqual([]);
  await all();
  await today.takeNext();
  await all();
  await keyboard.press('Space');
  await expect(clock).toHaveAttribute('data-on', 'true');
  await all();
  await keyboard.press('f');
  await expect(today.page.getByRole('region', { name: 'What went wrong?' })).toBeVisible();
  await all();
  await keyboard.press('1');
  for (const [key, question] of [
    ['k', 'Why skip it for now?'],
    ['b', 'What makes it impossible?'],
  ]) {
    await expect(today.page.getByRole('button', { name: 'Start' })).toBeEnabled();
    await keyboard.press(key);
    await expect(today.page.getByRole('region', { name: question })).toBeVisible();
    await all();
    await keyboard.press('Escape');
  }
  for (const name of [/^Keys/, /^The day/]) {
    await today.page.getByRole('button', { name }).click();
    await expect(today.page.getByRole('dialog')).toBeVisible();
    await all();
    await keyboard.press('Escape');
    await expect(today.page.getByRole('dialog')).toHaveCount(0);
  }
  for (const name of [/theme and sign out/, /^Program:/]) {
    await today.page.getByRole('button', { name }).click();
    await expect(today.page.getByRole('menu')).toBeVisible();
    await all();
    await keyboard.press('Escape');
    await expect(today.page.getByRole('menu')).toHaveCount(0);
  }
  await today.page.getByRole('link', { name: 'Why' }).click();
  await expect(today.page.getByRole('link', { name: 'Back to Today' })).toBeVisible();
  await all();
});

test('a level is its initials until its picture is there, also where it never comes', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'pictures', { demonstrations: 12, blockSize: 6 });
  const { factors } = await program.ask<{ factors: { levels: { id: number; name: string }[] }[] }>('programs.show');
  for (const { id } of factors[0].levels)
    await program.put(
      `/api/pictures/${program.slug}/${id}`,
      Buffer.from(pngOf(new Uint8Array(48).fill(90), [4, 4, 3])),
    );
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.route('**/api/pictures/**', (route) => route.abort());
  const today = await tabletOf(context, program);
  const name = (await today.assignment.getByRole('list').locator('strong').first().textContent()) ?? '';
  const tile = today.assignment.getByRole('listitem').first().locator('[aria-hidden]');
  await expect(tile).toHaveText(name.slice(0, 2).toUpperCase());
  await context.unroute('**/api/pictures/**');
  await today.page.reload();
  await expect(tile).toHaveText('');
  await expect.poll(() => tile.locator('img').evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(4);
});

test('a device that was told to sounds what happens, also after a reload, and others are silent', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'sound', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const heard: number[] = [];
    const Real = OscillatorNode;
    Object.assign(globalThis, {
      heard,
      OscillatorNode: new Proxy(Real, {
        construct(target, [audio, options]) {
          if (audio.state === 'running') heard.push(options.frequency);
          return new target(audio, options);
        },
      }),
    });
  });
  const today = await tabletOf(context, program);
  const heard = () => today.page.evaluate(() => Reflect.get(globalThis, 'heard') as number[]);
  await today.takeNextIfNone();
  await today.record('d');
  expect(await heard()).toEqual([]);
  await today.page.keyboard.press('?');
  await today.page.getByRole('switch', { name: /^Sound/ }).press('Space');
  await expect.poll(heard).toEqual([1046]);
  await today.page.reload();
  await expect(today.sync).toHaveText('All stored');
  await today.record('s');
  await expect.poll(heard).toEqual([660, 880, 880, 660, 1046]);
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
