import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { ADMIN, SignInPage } from './pages/sign-in-page';

test('a lead tries strategies in the simulated lab and sees their curves', async ({ page, browser }) => {
  const lead = { name: 'pretend-lead', password: 'a-password-for-tests' };
  await new SignInPage(page).signIn(ADMIN);
  const level = (key: string) => ({ key, name: key, levels: [{ name: `${key} a` }, { name: `${key} b` }] });
  const made = await page.request.post('/api/trpc/programs.create', {
    data: {
      json: {
        name: 'Pretend',
        slug: 'pretend',
        factors: ['task', 'object'].map(level),
        people: [{ ...lead, roles: ['lead', 'manager'] }],
        simulation: { design: 'skew', seed: 1, physics: 'light planar' },
      },
    },
  });
  expect(made.ok(), await made.text()).toBe(true);

  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const lab = desk.getByRole('region', { name: 'The simulated lab' });
  await expect(lab).toContainText('The lab on this server records for its first program alone.');
  await expect(lab.getByRole('button', { name: 'Run the next round' })).toBeDisabled();

  await desk.getByRole('link', { name: 'Experiments' }).click();
  await expectAccessible(desk);
  const sizes = { Seeds: 2, 'Random demonstrations first': 10, Rounds: 1, 'Demonstrations a round': 5 };
  for (const [label, value] of Object.entries({ ...sizes, 'Trials a configuration': 1 }))
    await desk.getByRole('textbox', { name: label, exact: true }).fill(String(value));
  await expect(desk.getByText('4 arms, each a whole collection')).toContainText('Fewer than 6 seeds prove nothing.');
  await desk.getByRole('button', { name: 'Start experiment' }).click();

  // It is kept in a program of its design, which the lead leads as well.
  await expect(desk).toHaveURL('/p/experiments-skew/experiments');
  const done = desk.getByRole('row').filter({ hasText: 'light, 10 + 1 × 5, capped, 2000 steps, 1 trial each' });
  await expect(done).toContainText('4 of 4', { timeout: 300_000 });
  await expect(done).toContainText('done');
  await expect(desk.getByText('1 of 1 done on skew.')).toBeVisible();
  await expectAccessible(desk);

  // More seeds, stopped and taken up again: the arms that are there are kept.
  await desk.getByRole('textbox', { name: 'Seeds', exact: true }).fill('8');
  await desk.getByRole('button', { name: 'Start experiment' }).click();
  const panel = desk.getByRole('region', { name: /^Experiment .* seeds 0 to 7$/ });
  await expect(panel).toContainText(/[4-9] of 16 arms/, { timeout: 100_000 });
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel).toContainText('Cancelled. What was done is kept');
  await panel.getByRole('button', { name: 'Resume' }).click();
  await expect(panel).toContainText(/about \d+ (s|min) left/, { timeout: 300_000 });
  await expect(panel).toBeHidden({ timeout: 300_000 });
  await expect(desk.getByRole('row').filter({ hasText: 'seeds 0 to 7' })).toContainText('16 of 16');

  await done.first().click();
  await expect(desk.getByText('simulated: skew, seeds 0 to 7')).toBeVisible();
  await expect(desk.getByText(/(fewer|more) demonstrations \(90 % interval/).first()).toBeVisible();
  await desk.getByText('Hours', { exact: true }).click();
  await expect(desk.getByText('Simulated: nobody was timed or paid.')).toBeVisible();
  await expect(desk.getByText('2 min a demonstration and 3 min a swapped level').first()).toBeVisible();
  await expect(desk.getByText('Experiments keep no scores').first()).toBeVisible();
  await expectAccessible(desk);
});
