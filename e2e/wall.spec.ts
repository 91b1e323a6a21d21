import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

test.describe.configure({ timeout: 180_000 });

/** Less than the 15 s after which a wall asks without being told: what is seen within it came with an event. */
const BY_EVENT = { timeout: 12_000 };

test('a screen with a link follows the work live, reads nothing else, and ends with its link', async ({
  page,
  browser,
}) => {
  const { slug, operator, post } = await publishedProgram(page, 'wall', { demonstrations: 6, blockSize: 3 });
  const { id, secret } = await post<{ id: number; secret: string }>('people.createToken', {
    program: slug,
    name: 'Workshop',
    scopes: ['wall'],
  });
  await post('stations.create', { program: slug, name: 'Bench' });
  const screen = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await screen.goto(`/api/wall/${slug}/${secret}`);
  await expect(screen).toHaveURL(`/wall/${slug}`);
  await expect(screen.getByText('0 of 6 collected, 6 left')).toBeVisible();
  await expectAccessible(screen);

  const tablet = await (await browser.newContext()).newPage();
  await new SignInPage(tablet).signIn(operator);
  await tablet.goto(`/p/${slug}/today`);
  const today = new TodayPage(tablet);
  await today.takeNextIfNone();
  await expect(screen.getByRole('article').getByText(/0 of 3 · since/)).toBeVisible(BY_EVENT);
  await today.record('s');
  await expect(screen.getByText('1 of 6 collected, 5 left')).toBeVisible(BY_EVENT);
  await expectAccessible(tablet);

  await tablet.getByRole('link', { name: 'Why' }).click();
  await expect(tablet.getByText(/1 of 6 demonstrations collected/)).toBeVisible();
  await expectAccessible(tablet);

  await tablet.goto(`/p/${slug}/today`);
  await expect(tablet.getByRole('button', { name: 'Start' })).toBeEnabled();
  await tablet.keyboard.press('b');
  await tablet.keyboard.press('1');
  await expect(screen.getByText('object missing')).toBeVisible(BY_EVENT);
  await page.goto(`/p/${slug}/days`);
  await expect(page.getByRole('heading', { name: 'Bench' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/admin');
  await expect(page.getByRole('heading', { name: 'Health' })).toBeVisible();
  await expectAccessible(page);

  await screen.getByRole('link', { name: 'Why we do this' }).click();
  await expect(screen.getByText('No policy was scored yet.')).toBeVisible();
  await expectAccessible(screen);
  await screen.goto(`/p/${slug}/round`);
  await expect(screen).toHaveURL(/sign-in/);

  await post('people.revokeToken', { program: slug, tokenId: id });
  await screen.goto(`/wall/${slug}`);
  await expect(screen.getByRole('heading', { name: 'This link opens no wall here' })).toBeVisible();
});

/** A program with two stations, its operator's tablet, and what an office shows of who is where: the wall and the lead's page Round. */
async function twoStations(page: Page, browser: Browser, slug: string) {
  const program = await publishedProgram(page, slug, { demonstrations: 6, blockSize: 3 });
  for (const name of ['Bench', 'Table']) await program.post('stations.create', { name });
  const office = await browser.newContext();
  const round = await office.newPage();
  await new SignInPage(round).signIn(program.lead);
  await round.goto(`/p/${slug}/round`);
  const wall = await office.newPage();
  await wall.goto(`/wall/${slug}`);
  const placeOnWall = (name: string) =>
    wall.getByRole('article').filter({ has: wall.getByRole('heading', { name, exact: true }) });
  const placeOnRound = (name: string) =>
    round.getByRole('table', { name: 'At the stations now' }).getByRole('row').filter({ hasText: name });
  await expect(placeOnWall('Bench')).toContainText('no person seen today');

  const context = await browser.newContext();
  const today = await TodayPage.onTablet(context, program);
  const tablet = today.page;
  return {
    ...program,
    office,
    wall,
    context,
    tablet,
    today,
    placeOnRound,
    standAt: (name: string) => tablet.getByLabel('Station', { exact: true }).selectOption({ label: name }),
    async isAt(name: string) {
      await expect(placeOnWall(name)).toContainText('1 person here', BY_EVENT);
      await expect(placeOnRound(name)).toContainText('1 person', BY_EVENT);
    },
    async hasLeft(name: string) {
      await expect(placeOnWall(name)).toContainText(/nobody here since|last sign of life/, BY_EVENT);
      await expect(placeOnRound(name)).toContainText('nobody, last seen', BY_EVENT);
    },
  };
}

test('who is where reaches the wall and the lead by events: coming, another station, a closed tab, signing out', async ({
  page,
  browser,
}) => {
  const { slug, context, tablet, today, standAt, isAt, hasLeft } = await twoStations(page, browser, 'presence');
  await standAt('Bench');
  await isAt('Bench');
  await today.takeNextIfNone();
  await today.record('s');
  await expect(today.sync).toHaveText('All stored');
  await standAt('Table');
  await isAt('Table');
  await hasLeft('Bench');

  await tablet.getByRole('link', { name: 'Why' }).click();
  await expect(tablet.getByRole('link', { name: 'Back to Today' })).toBeVisible();
  await isAt('Table');

  const other = await context.newPage();
  await tablet.close();
  await hasLeft('Table');
  await other.goto(`/p/${slug}/today`);
  await isAt('Table');
  await other.getByRole('button', { name: /theme and sign out/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(other).toHaveURL(/sign-in/);
  await hasLeft('Table');
});

test('what happened while the wall and the lead had no network is there when it returns', async ({ page, browser }) => {
  const { office, wall, today, standAt, isAt, placeOnRound } = await twoStations(page, browser, 'returning');
  await standAt('Table');
  await isAt('Table');
  await office.setOffline(true);
  await today.takeNextIfNone();
  await today.record('s');
  await expect(today.sync).toHaveText('All stored');
  await expect(wall.getByText('0 of 6 collected, 6 left')).toBeVisible();
  await office.setOffline(false);
  await expect(wall.getByText('1 of 6 collected, 5 left')).toBeVisible(BY_EVENT);
  await expect(placeOnRound('Table')).toContainText('(1 of 3)', BY_EVENT);
});
