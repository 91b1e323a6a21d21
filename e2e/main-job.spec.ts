import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { Machine } from './machine';
import { go2, go2IsThere } from './material/go2';
import { madeMaterial } from './material/made';
import type { Material } from './material/material';
import { CheckpointPage } from './pages/checkpoint-page';
import { ImportPage } from './pages/import-page';
import { JudgePage } from './pages/judge-page';
import { NewProgramPage } from './pages/new-program-page';
import { PeoplePage } from './pages/people-page';
import { ProgramPage } from './pages/program-page';
import { SchedulePage } from './pages/schedule-page';
import { ADMIN, type Person, SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const BATCH = 60;
const TABLET = { width: 820, height: 1180 };

test.describe('the main job, by four people from an empty installation', () => {
  test('with real policies and rollouts', async ({ page, browser, request }) => {
    test.skip(!go2IsThere, 'ROTA_SAMPLES names no folder with go2-rollouts.');
    await mainJob({ page, browser, request }, go2);
  });

  test('with rollouts and policies made here', async ({ page, browser, request }, info) => {
    await mainJob({ page, browser, request }, await madeMaterial(info.outputPath('material')));
  });
});

interface Hands {
  page: Page;
  browser: Browser;
  /** Carries no session: a machine. */
  request: APIRequestContext;
}

async function mainJob({ page, browser, request }: Hands, material: Material): Promise<void> {
  const [lead, operator, manager, annotator] = await test.step('an admin makes the program', () =>
    makeProgram(page, material));

  const desk = await signedIn(browser, lead);
  await test.step('the lead sees the matrix', () => seeMatrix(desk, material));
  await test.step('the lead imports rollouts', () => importRollouts(desk, material));
  await test.step('the lead registers a checkpoint', () => registerCheckpoint(desk, material));
  await test.step('the lead scores it and sees the distribution', () => scoreCheckpoint(desk, material));
  const bench = await signedIn(browser, annotator);
  await test.step('the annotator judges the rollout most worth it, and takes it back', () => judge(bench));
  await test.step('the lead asks for a schedule the caps can hold', () => proposeSchedule(desk));
  await test.step('the lead publishes it', () => publishSchedule(desk));

  const tablet = await signedIn(browser, operator, TABLET);
  await test.step('the operator records, and the lead sees it at once', () => record(tablet, desk));

  const token = await test.step('the lead makes a token', () =>
    new PeoplePage(desk).makeToken('evaluation script', ['data']));
  await test.step('a script posts evaluations', () => postEvaluations(request, material, token));

  const office = await signedIn(browser, manager);
  await test.step('the manager sees success against demonstrations', () => seeEfficiency(office));
}

/** A browser of its own for one more person, signed in. */
async function signedIn(browser: Browser, person: Person, viewport?: typeof TABLET): Promise<Page> {
  const context = await browser.newContext(viewport && { viewport, hasTouch: true });
  const page = await context.newPage();
  await new SignInPage(page).signIn(person);
  return page;
}

async function makeProgram(page: Page, { program, slug, factors, capped }: Material): Promise<Person[]> {
  await new SignInPage(page).signIn(ADMIN);
  const wizard = new NewProgramPage(page);
  await wizard.open();
  await wizard.describe(program, 5);
  await wizard.typeFactors(factors);
  const sizes = factors.map(({ levels }) => levels.length);
  const configurations = sizes.reduce((a, b) => a * b);
  await expect(page.getByText(`${sizes.join(' × ')} = ${configurations} configurations`).last()).toBeVisible();
  await expectAccessible(page);
  await wizard.goOn();

  const cap = wizard.capOf(capped);
  await cap.getByRole('radio', { name: '20 %' }).check();
  await expect(cap).toContainText('The split is forced to be equal');
  await expectAccessible(page);
  await wizard.goOn();

  const names = {
    lead: `${slug}-lead`,
    operator: `${slug}-operator`,
    manager: `${slug}-manager`,
    annotator: `${slug}-annotator`,
  };
  await wizard.invite(names.lead, ['lead']);
  await wizard.invite(names.operator, ['operator']);
  await wizard.invite(names.manager, ['manager']);
  await wizard.invite(names.annotator, ['annotator']);
  await expectAccessible(page);
  const passwords = await wizard.make();
  await expectAccessible(page);
  await wizard.openMade();
  await expectAccessible(page);
  return [names.lead, names.operator, names.manager, names.annotator].map((name) => passwords[name]);
}

async function seeMatrix(page: Page, { factors }: Material): Promise<void> {
  const program = new ProgramPage(page);
  await program.goTo('Matrix');
  const configurations = factors.reduce((product, { levels }) => product * levels.length, 1);
  await expect(page.getByText(`${configurations} configurations; nothing is recorded in them yet.`)).toBeVisible();
  await expectAccessible(page);
}

async function importRollouts(page: Page, { recording, factors, rollouts, frames }: Material): Promise<void> {
  const wizard = new ImportPage(page);
  await wizard.begin();
  await wizard.send(recording);
  const found = `${rollouts} readable episodes`;
  await expect(page.getByText(found).first()).toBeVisible();
  await expect(wizard.section(/^Integrity/)).toBeVisible();
  await expectAccessible(page);
  await wizard.goOn('Map it');
  await wizard.mapRollouts(factors);
  await expectAccessible(page);
  await wizard.goOn('Preview');
  await expect(page.getByText(`${rollouts} of ${rollouts} rollouts land in`)).toBeVisible();
  await expectAccessible(page);
  await wizard.goOn('Import');
  await expect(page.getByText(`${rollouts} of ${rollouts} episodes`)).toBeVisible();
  await expect(page.getByText(`(${frames.toLocaleString('en')} frames read)`)).toBeVisible();
  await expectAccessible(page);
}

async function registerCheckpoint(page: Page, { members, checkpoint }: Material): Promise<void> {
  const wizard = new CheckpointPage(page);
  await wizard.begin();
  await wizard.send([...members]);
  await expect(wizard.members).toHaveCount(members.length);
  await expectAccessible(page);
  await wizard.goOn();
  await expect(page.getByText(/guessed by its/).first()).toBeVisible();
  await expectAccessible(page);
  await wizard.goOn();
  await wizard.register({ name: checkpoint, run: 'active 0', demonstrations: 300 });
  await expectAccessible(page);
}

async function scoreCheckpoint(page: Page, { frames, checkpoint }: Material): Promise<void> {
  const scoring = new CheckpointPage(page);
  await scoring.score(frames);
  await expect(
    page.getByRole('figure', { name: new RegExp(`Disagreement of checkpoint ${checkpoint}`) }),
  ).toBeVisible();
  await expectAccessible(page);
}

async function judge(page: Page): Promise<void> {
  const bench = new JudgePage(page);
  await bench.goTo('Judge');
  await expect(page.getByText('Why this one:')).toBeVisible();
  await expect(bench.moment).toBeVisible();
  await expect(bench.section(/^Disagreement of the members/)).toBeVisible();
  await expectAccessible(page);
  const first = (await bench.episode.textContent()) ?? '';
  await page.keyboard.press('2');
  await expect(bench.section('Failure mode')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(bench.section('Verdict')).toBeVisible();
  await expect(bench.episode).toHaveText(first);
  await page.keyboard.press('s');
  await expect(bench.episode).not.toHaveText(first);
}

async function proposeSchedule(page: Page): Promise<void> {
  const schedule = new SchedulePage(page);
  await schedule.goTo('Schedule');
  await schedule.ask(BATCH + 2);
  await expect(page.getByText('Does not fit under the caps')).toBeVisible();
  await schedule.propose(BATCH + 2);
  await expect(schedule.feasibility).toBeVisible();
  await expectAccessible(page);
  await schedule.feasibility.getByRole('button', { name: `${BATCH} demonstrations` }).click();
  await expect(schedule.feasibility).toBeHidden();
  await expect(page.getByText(/^Fits under the caps/)).toBeVisible();
  await expectAccessible(page);
  await schedule.propose(BATCH);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('round 1');
  await expect(schedule.section('What the caps did')).toContainText('its levels share the batch equally');
  await expect(schedule.section('Share of every variant')).toContainText('12 (20 %) of at most 12 · at cap');
  await expect(schedule.picks.getByRole('row').nth(1)).toContainText(/\w/);
  await expectAccessible(page);
}

async function publishSchedule(page: Page): Promise<void> {
  await new SchedulePage(page).publish();
  await expectAccessible(page);
}

async function record(tablet: Page, desk: Page): Promise<void> {
  const watching = new ProgramPage(desk);
  await watching.goTo('Home');
  await expect(desk.getByText(`0 of ${BATCH} demonstrations`).first()).toBeVisible();

  const today = new TodayPage(tablet);
  await expect(today.assignment).toContainText('Why this one?');
  await expectAccessible(tablet);
  await today.takeNext();
  await expect(today.count('The round', 'asked')).toHaveText(String(BATCH));
  await today.record('s');
  await expect(desk.getByText(`1 of ${BATCH} demonstrations`).first()).toBeVisible();
  await today.record('d');
  await today.record('s');
  await expect(today.count('The round', 'logged')).toHaveText('2');
  await expect(desk.getByText(`2 of ${BATCH} demonstrations`).first()).toBeVisible();
  await expectAccessible(tablet);
  await expectAccessible(desk);
}

/** Two arms with one run each: the registered checkpoint and recorded ones, on one frozen panel. */
async function postEvaluations(
  request: APIRequestContext,
  { slug, factors, checkpoint }: Material,
  token: string,
): Promise<void> {
  const script = new Machine(request, slug, token);
  const [first, second] = factors;
  const starts = first.levels.map((level) => ({
    levels: Object.fromEntries([
      [keyOf(first.name), level],
      [keyOf(second.name), second.levels[0]],
    ]),
  }));
  const { panelId } = await script.post<{ panelId: number }>('panels', { name: 'frozen', starts });
  expect(panelId).toBeGreaterThan(0);
  const { runId } = await script.post<{ runId: number }>('runs', { name: 'random 0', arm: 'random' });
  for (const demonstrations of [100, 200, 300]) {
    await script.checkpoint(`random-${demonstrations}`, runId, { kind: 'declared', size: demonstrations });
    await script.evaluate(`random-${demonstrations}`, 'frozen', starts.length, demonstrations / 100 - 1);
  }
  await script.evaluate(checkpoint, 'frozen', starts.length, starts.length - 1);
}

const keyOf = (name: string) => name.toLowerCase().replaceAll(' ', '_');

async function seeEfficiency(page: Page): Promise<void> {
  const program = new ProgramPage(page);
  await program.goTo('Efficiency');
  const curve = page.getByRole('figure', { name: /^Success rate against/ });
  await expect(curve).toContainText('Random by name alone');
  const basis = program.section('What this rests on');
  await expect(basis).toContainText('random-300');
  // Nobody knows how episodes were picked that nobody listed.
  await expect(basis).toContainText('3 of a random arm whose episodes nobody listed');
  await expectAccessible(page);
}
