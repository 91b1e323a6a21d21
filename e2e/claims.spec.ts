import { type BrowserContext, expect, test } from '@playwright/test';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const BURSTS = 5;
const AT_ONCE = 5;
/** Said until the answer of a chosen station is here. */
const ASKING = 'Asking what is next at Bench';

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });

test('50 claims at once from two tablets: each tablet holds one assignment, and never the same', async ({
  page,
  browser,
}) => {
  const { slug, operator, post, progress } = await publishedProgram(page, 'claims', {
    demonstrations: 30,
    blockSize: 3,
  });
  const other = { name: `${slug}-other`, password: operator.password };
  await post('people.invite', { ...other, roles: ['operator'] });
  const tablets = await Promise.all(
    [operator, other].map(async (person) => {
      const context = await browser.newContext();
      await new SignInPage(await context.newPage()).signIn(person);
      return context;
    }),
  );

  const call = async <Answer>(tablet: BrowserContext, procedure: string, input: object): Promise<Answer> => {
    const json = { program: slug, ...input };
    const response = await tablet.request.post(`/api/trpc/${procedure}`, { data: { json } });
    expect(response.ok(), await response.text()).toBe(true);
    return (await response.json()).result.data.json;
  };
  for (let burst = 0; burst < BURSTS; burst++) {
    const held = await Promise.all(
      tablets.map(async (tablet) => {
        const answers = await Promise.all(
          Array.from({ length: AT_ONCE }, () => call<{ assignmentId: number }>(tablet, 'collect.claim', {})),
        );
        return new Set(answers.map(({ assignmentId }) => assignmentId));
      }),
    );
    expect(held.map(({ size }) => size)).toEqual([1, 1]);
    expect(new Set(held.flatMap((ids) => [...ids])).size).toBe(2);
    if (burst < BURSTS - 1)
      await Promise.all(
        held.map(([assignmentId], i) =>
          call(tablets[i], 'collect.setAside', { assignmentId, how: 'skipped', reason: 'later' }),
        ),
      );
  }

  const said = await Promise.all(
    tablets.map(async (tablet) => {
      const today = new TodayPage(await tablet.newPage());
      await today.page.goto(`/p/${slug}/today`);
      const label = await today.assignment.getAttribute('aria-label');
      await today.record('s');
      await expect(today.sync).toHaveText('All stored');
      return label;
    }),
  );
  expect(said.every(Boolean)).toBe(true);
  expect(await progress()).toMatchObject({ logged: 2, over: 0 });
});

test('what is taken right after a change of station is in hand, also where the answer of that station was read before', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'station-change', { demonstrations: 6, blockSize: 3 });
  const { stationId } = await program.post<{ stationId: number }>('stations.create', { name: 'Bench' });
  // A service worker would hide the page's requests.
  const today = await TodayPage.onTablet(await browser.newContext({ serviceWorkers: 'block' }), program);
  const claimed = today.page.waitForResponse((response) => response.url().includes('collect.claim'));
  const atBench = (url: URL) => decodeURIComponent(url.search).includes(`"stationId":${stationId}`);
  // Read at once, and arrived when the claim was answered; the live connection of the new place stands only then, too.
  let read = false;
  await today.page.route(
    (url) => url.pathname.includes('collect.today') && atBench(url),
    async (route) => {
      const response = await route.fetch();
      read = true;
      await claimed;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await today.page.route(
    (url) => url.pathname.includes('collect.stay') && atBench(url),
    async (route) => {
      await claimed;
      await route.continue();
    },
    { times: 1 },
  );
  await today.page.getByLabel('Station', { exact: true }).selectOption({ label: 'Bench' });
  await expect.poll(() => read).toBe(true);
  await today.page.keyboard.press('n');
  await claimed;
  await expect(today.page.getByText(ASKING)).toBeHidden();
  await expect(today.page.getByRole('region', { name: 'Recording' })).toBeVisible({ timeout: 10_000 });
});
