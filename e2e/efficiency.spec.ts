import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { Machine } from './machine';
import { PeoplePage } from './pages/people-page';
import { ADMIN, SignInPage } from './pages/sign-in-page';

const SLUG = 'two-ways';
const STARTS = 20;
const SIZES = [60, 80, 100];
/** Successes of each arm at each size; seeds differ by one. */
const ARMS = [
  { arm: 'random', strategy: 'random', successes: [8, 10, 12] },
  { arm: 'active', strategy: 'success-gain', successes: [8, 13, 16] },
  { arm: 'active', strategy: 'stratified-random', successes: [8, 11, 0] },
];

test('a manager holds every strategy against another one, and reads in a sentence when to stop', async ({
  page,
  browser,
}) => {
  const lead = { name: 'two-ways-lead', password: 'a-password-for-tests' };
  const manager = { name: 'two-ways-manager', password: 'a-password-for-tests' };
  await new SignInPage(page).signIn(ADMIN);
  const factor = (key: string) => ({ key, name: key, levels: ['a', 'b', 'c', 'd'].map((name) => ({ name })) });
  const made = await page.request.post('/api/trpc/programs.create', {
    data: {
      json: {
        name: 'Two ways',
        slug: SLUG,
        factors: ['task', 'object'].map(factor),
        // Its random arm records for itself: in a real program it is made of episodes that were picked at random alone.
        simulation: { design: 'flat', seed: 1, physics: 'light planar' },
        people: [
          { ...lead, roles: ['lead', 'engineer'] },
          { ...manager, roles: ['manager'] },
        ],
      },
    },
  });
  expect(made.ok(), await made.text()).toBe(true);

  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const script = new Machine(
    page.request,
    SLUG,
    await new PeoplePage(desk).makeToken('script', ['read', 'data', 'plan']),
  );
  await test.step('a script posts three arms of two seeds each', async () => {
    const starts = Array.from({ length: STARTS }, (_, i) => ({
      levels: { task: 'abcd'[i % 4], object: 'abcd'[i % 3] },
    }));
    await script.post('panels', { name: 'frozen', starts });
    for (const { arm, strategy, successes } of ARMS)
      for (const seed of [0, 1]) {
        const { runId } = await script.post<{ runId: number }>('runs', {
          name: `${strategy} ${seed}`,
          arm,
          strategy,
          seed,
        });
        for (const [round, size] of SIZES.entries()) {
          const checkpoint = `${strategy} ${seed} ${size}`;
          await script.checkpoint(checkpoint, runId, { kind: 'declared', size });
          await script.evaluate(checkpoint, 'frozen', STARTS, successes[round] + (successes[round] && seed));
        }
      }
  });

  const office = await (await browser.newContext()).newPage();
  await new SignInPage(office).signIn(manager);
  await office.goto(`/p/${SLUG}/efficiency`);
  const table = office.getByRole('table', { name: 'Strategies' });
  const rows = (name: string) => table.getByRole('row').filter({ hasText: name });
  await expect(office.getByRole('region', { name: 'Every strategy against random' })).toBeVisible();
  await expect(rows('Expected success')).toContainText('2 of 2');
  await expect(office.getByText('Failures on the way, active over random')).toBeVisible();
  await expect(office.getByText(/exact sign-flip p = 0.5; signed-rank p = 0.5/).first()).toBeVisible();
  // Nothing succeeded there, of twenty.
  await expect(office.getByText('0 % (0 to 16.2 %)').first()).toBeVisible();

  await office.getByRole('combobox', { name: 'Held against' }).click();
  await office.getByRole('option', { name: 'Stratified random' }).click();
  await expect(office).toHaveURL(/[?&]against=stratified-random/);
  await expect(office.getByRole('region', { name: 'Every strategy against stratified random' })).toBeVisible();
  await expect(rows('Expected success')).toContainText('2 of 2');
  await expect(table.getByRole('row', { name: /^Random/ })).toContainText('2 of 2');
  await expect(rows('Stratified random')).toHaveCount(0);
  await office.reload();
  await expect(office.getByRole('combobox', { name: 'Held against' })).toHaveValue('Stratified random');
  await office.getByRole('combobox', { name: 'Held against' }).click();
  await office.getByRole('option', { name: 'Random', exact: true }).click();
  await expect(office).not.toHaveURL(/against=/);

  await office.goto(`/p/${SLUG}/efficiency?against=nobody`);
  await expect(office.getByText('No run of strategy "nobody" was evaluated on this panel.')).toBeVisible();
  await office.getByRole('link', { name: 'Show it without what its address asks for' }).click();
  await expect(office.getByRole('region', { name: 'Every strategy against random' })).toBeVisible();

  const stopping = office.getByRole('region', { name: 'When to stop' });
  await expect(stopping).toContainText(/(At least one rule says stop|Every rule says go on|No rule says stop)/);
  await expect(stopping).toContainText('Nothing is scored yet.');
  await expect(office.getByRole('region', { name: 'How large does a comparison have to be?' })).toContainText(
    'random demonstrations in the reserve',
  );
  await expectAccessible(office);
});
