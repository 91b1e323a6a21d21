import { expect, type Page, test } from '@playwright/test';
import { pngOf } from '../test/support/png';
import { expectAccessible } from './accessible';
import { publishedProgram } from './material/published-program';
import { TodayPage } from './pages/today-page';

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });
test.describe.configure({ timeout: 180_000 });

test('60 attempts by keys alone: discards and undone ones never count, all others once', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'sixty', { demonstrations: 60, blockSize: 12 });
  const today = await TodayPage.onTablet(await browser.newContext(), program);
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
  const today = await TodayPage.onTablet(context, program);
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
  const today = await TodayPage.onTablet(context, program);
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
  const today = await TodayPage.onTablet(context, program);
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

test('a pedal types its own key, and the page speaks Spanish', async ({ page, browser }) => {
  const program = await publishedProgram(page, 'pedal', { demonstrations: 12, blockSize: 6 });
  const context = await browser.newContext();
  const today = await TodayPage.onTablet(context, program);
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

test('a key of a recording leads nowhere where there is none, though a lead goes to other pages by the same keys', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'late', { demonstrations: 12, blockSize: 6 });
  const today = await TodayPage.onTablet(await browser.newContext(), { ...program, operator: program.lead });
  await expect(today.page.getByRole('button', { name: /Give me next/ })).toBeEnabled();
  for (const key of ['d', 'p', 's', 'Space']) await today.page.keyboard.press(key);
  await today.page.keyboard.press('?');
  await expect(today.page.getByRole('dialog', { name: 'One key each' })).toBeVisible();
  await today.page.keyboard.press('Escape');
  await expect(today.page.getByRole('dialog')).toHaveCount(0);
  await expect(today.page).toHaveURL(/\/today$/);
  await today.page.keyboard.press('r');
  await expect(today.page).toHaveURL(/\/round$/);
});
