import { type BrowserContext, expect, test } from '@playwright/test';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const BURSTS = 5;
const AT_ONCE = 5;

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
