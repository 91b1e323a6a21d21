import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, expect } from '@playwright/test';
import { findChromium } from '../test/support/chromium';
import { type Installation, runningInstallation } from './gallery/installation';
import { type Shot, SIZES, type Size, shotsOf } from './gallery/places';
import { makeTableTops } from './gallery/table-tops';

const FOLDER = 'shots';
const NAMES = process.argv.slice(2);
const THEMES = ['light', 'dark'] as const;

/**
 * `npm run shots [-- NAME …]`: photographs every page in its state, both sizes and both themes into `shots/`, of ROTA_URL or of an
 * installation of its own; with names only the shots that begin so.
 */
async function main(): Promise<void> {
  const installation = await runningInstallation();
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  mkdirSync(FOLDER, { recursive: true });
  try {
    Object.assign(installation.passwords, await makeTableTops(browser, installation));
    for (const size of Object.keys(SIZES) as Size[])
      for (const theme of THEMES) await photograph(browser, installation, size, theme);
  } finally {
    await browser.close();
    await installation.stop();
  }
}

async function photograph(
  browser: Browser,
  installation: Installation,
  size: Size,
  theme: (typeof THEMES)[number],
): Promise<void> {
  const contexts = new Map<string, BrowserContext>();
  const wanted = shotsOf(installation.program).filter(
    ({ name, sizes = ['desktop', 'tablet'] }) =>
      sizes.includes(size) && (NAMES.length === 0 || NAMES.some((word) => name.startsWith(word))),
  );
  for (const shot of wanted) {
    const { as, language = 'en' } = shot;
    const key = `${as} ${language}`;
    const context = contexts.get(key) ?? (await contextFor(browser, installation, as, language, size, theme));
    contexts.set(key, context);
    await take(context, installation, shot, path.join(FOLDER, `${shot.name}.${size}.${theme}.png`));
  }
  for (const context of contexts.values()) await context.close();
}

async function contextFor(
  browser: Browser,
  { url, passwords }: Installation,
  name: string,
  locale: string,
  size: Size,
  theme: (typeof THEMES)[number],
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: theme,
    baseURL: url,
    locale,
    reducedMotion: 'reduce',
  });
  const password = passwords[name];
  if (!password) return context;
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
  await page.close();
  return context;
}

async function take(context: BrowserContext, { url }: Installation, shot: Shot, file: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url + shot.path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await shot.prepare?.(page);
  await expect(page.getByRole('status', { name: /^(Loading|Cargando)/ })).toHaveCount(0, { timeout: 60_000 });
  await page.screenshot({ path: file, fullPage: !shot.firstScreen, animations: 'disabled' });
  console.log(file);
  await shot.after?.(page);
  await page.close();
}

await main();
