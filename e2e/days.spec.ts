import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { aNightPasses } from './material/night';
import { publishedProgram } from './material/published-program';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

test('what a day left comes first on the next, a time that ran out is said to lead and holder, and what is beyond the plan is counted', async ({
  page,
  browser,
}) => {
  const program = await publishedProgram(page, 'overnight', { demonstrations: 12, blockSize: 3 });
  const { slug, lead, operator, post } = program;
  const second = { name: `${slug}-second`, password: operator.password };
  await post('people.invite', { ...second, roles: ['operator'] });
  const { stationId } = await post<{ stationId: number }>('stations.create', { name: 'Bench' });
  const capacity = { unit: 'demonstrations', amount: 6 };
  const shift = { name: 'Day', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', capacity };
  await post('stations.setShifts', { stationId, shifts: [shift] });
  const office = await (await browser.newContext()).newPage();
  await new SignInPage(office).signIn(lead);
  await office.goto(`/p/${slug}/days`);
  await expect(office.getByText(/^Today: 6 demonstrations at 1 station; the 12 left are planned until/)).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 820, height: 1180 } });
  const today = await TodayPage.onTablet(context, program);
  await today.page.getByLabel('Station', { exact: true }).selectOption({ label: 'Bench' });
  await today.takeNextIfNone();
  await today.record('s');
  await expect(today.sync).toHaveText('All stored');
  await expect(office.getByText(/^Today: 5 demonstrations at 1 station/)).toBeVisible();
  const open = Number(await today.count('This assignment', 'left').textContent());
  expect(open).toBeGreaterThan(0);

  await aNightPasses(slug);
  await office.reload();
  await expect(office.getByText(/^Today: 6 demonstrations at 1 station, \d of them left from/)).toBeVisible();
  const left = office.getByRole('table', { name: 'Left unfinished' });
  const begun = left.getByRole('row').filter({ hasText: 'begun, not finished' });
  await expect(begun.getByRole('cell', { name: String(open), exact: true })).toBeVisible();
  await expect(left.getByRole('row').filter({ hasText: 'not reached' }).first()).toBeVisible();
  await expect(office.getByText(`begun by ${operator.name}, whose time ran out`)).toBeVisible();
  await expect(office.getByText(/^left from \w{3} \d+ \w{3} \(not reached\)/).first()).toBeVisible();
  await expectAccessible(office);
  await office.goto(`/p/${slug}/round`);
  const assignments = office.getByRole('table', { name: 'Assignments' });
  await expect(assignments.getByText('whose time ran out: whoever asks next may take it')).toBeVisible();
  await expectAccessible(office);

  await today.page.reload();
  await expect(today.page.getByText('Your time with this assignment ran out.')).toBeVisible();
  await expect(today.page.getByText('Start the next recording to keep it.')).toBeVisible();
  await expectAccessible(today.page);
  // Its holder goes on without a network, and somebody else takes and finishes it.
  await context.setOffline(true);
  await today.page.keyboard.press('Space');
  await expect(today.page.getByRole('timer')).toHaveAttribute('data-on', 'true');
  const other = await TodayPage.onTablet(await browser.newContext(), { ...program, operator: second });
  await other.page.getByLabel('Station', { exact: true }).selectOption({ label: 'Bench' });
  await other.takeNextIfNone();
  for (let recording = 0; recording < open; recording++) await other.record('s');
  await expect(other.sync).toHaveText('All stored');
  await today.page.keyboard.press('Space');
  await today.page.keyboard.press('s');
  await expect(today.sync).toHaveText('1 to send');
  await context.setOffline(false);
  await expect(today.sync).toHaveText('All stored');
  expect(await program.progress()).toMatchObject({ asked: 12, logged: 1 + open, over: 1 });
  const collected = `${1 + open} of 12 demonstrations collected, 0 confirmed, 1 more than asked`;
  await expect(office.getByText(collected)).toBeVisible();
  await expect(assignments.getByText('1 more than asked; all of them count')).toBeVisible();
  await office.goto(`/p/${slug}/days`);
  await expect(office.getByText(/^Today: .* of them left from/)).toBeVisible();
});
