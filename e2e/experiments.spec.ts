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

  await done.click();
  await expect(desk.getByText('simulated: skew, seeds 0 to 1')).toBeVisible();
  await expect(desk.getByText(/After 15 demonstrations active collection stands at .* in 2 paired runs/)).toBeVisible();
  await expectAccessible(desk);
});
