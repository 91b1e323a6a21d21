import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { publishedProgram, registeredCheckpoint } from './material/published-program';
import { RolloutsPage } from './pages/rollouts-page';
import { SignInPage } from './pages/sign-in-page';
import { TodayPage } from './pages/today-page';

const TABLET = { width: 820, height: 1180 };

test('a lead publishes a probe plan and an evaluation; an operator works both off, and the trials stand on the evaluation', async ({
  page,
  browser,
}) => {
  const { slug, lead, operator, post, ask } = await publishedProgram(page, 'rollouts', {
    demonstrations: 4,
    blockSize: 1,
  });
  const { factors } = await ask<{ factors: { key: string; levels: { id: number }[] }[] }>('programs.show');
  for (const { id } of factors.find(({ key }) => key === 'task')?.levels ?? [])
    await post('matrix.setStartTemplate', {
      levelId: id,
      zones: ['front left', 'back'],
      orientations: ['handle left'],
      distractors: [],
    });
  await registeredCheckpoint({ post }, 'first policy');

  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const rollouts = new RolloutsPage(desk);
  await test.step('the lead draws a plan, sees its cover and publishes it', async () => {
    await rollouts.goTo('Rollouts');
    await expectAccessible(desk);
    await rollouts.draw({ share: 5 }, 'may be driven: 60 driven by no policy yet');
    await rollouts.draw({ share: 5, unknown: true, opened: true });
    await expect(desk.getByText('first policy drives 3 of 60 configurations once each; 1 of them')).toBeVisible();
    await expect(rollouts.section('How it covers each level').getByText('1 of 20 (5 %)').first()).toBeVisible();
    await expectAccessible(desk);
    await rollouts.publish('Publish');
  });
  await test.step('the lead freezes a proposed panel and publishes an evaluation on it', async () => {
    await rollouts.goTo('Rollouts');
    await rollouts.freeze({ name: 'frozen', configurations: 2 });
    await rollouts.evaluate();
    await expect(desk.getByText('0 of 4 trials of first policy on "frozen" are there')).toBeVisible();
    await expectAccessible(desk);
  });

  const tablet = await (await browser.newContext({ viewport: TABLET, hasTouch: true })).newPage();
  await new SignInPage(tablet).signIn(operator);
  const today = new TodayPage(tablet);
  const start = today.assignment.getByRole('region', { name: 'Start from here' });
  await test.step('the operator tries every start of the panel, each once', async () => {
    await tablet.goto(`/p/${slug}/today`);
    const seen: string[] = [];
    for (let trial = 0; trial < 4; trial++) {
      await today.takeNextIfNone();
      await expect(today.assignment).toContainText('Evaluation trial: first policy drives, on the panel');
      await expect(start).toContainText('handle left');
      if (trial === 0) await expectAccessible(tablet);
      const head = (await start.getByRole('heading').textContent()) ?? '';
      seen.push(head);
      await today.record(trial === 1 ? 'f' : 's');
      await expect(today.sync).toHaveText('All stored');
      await expect(start.getByRole('heading')).not.toHaveText(head);
    }
    expect([...seen].sort()).toEqual([1, 2, 3, 4].map((n) => `Start ${n} of 4 on the panel`));
  });
  await test.step('then the probe rollouts, whose failures count', async () => {
    for (let rollout = 0; rollout < 3; rollout++) {
      await today.takeNextIfNone();
      await expect(today.assignment).toContainText('Probe rollout: first policy drives');
      await today.record(rollout === 0 ? 'f' : 's');
      await expect(today.sync).toHaveText('All stored');
    }
    await today.takeNextIfNone();
    await expect(today.assignment).toContainText('Demonstration');
  });

  await test.step('the lead sees the evaluation complete, with its failure, and the plan done', async () => {
    await expect(rollouts.section('Evaluations')).toContainText('75 %');
    await expect(rollouts.section('Evaluations')).toContainText('complete');
    await expect(rollouts.section('Plans of probe rollouts')).toContainText('done');
    const evaluations = await ask<{ successes: number; trials: number; state: string }[]>('evaluations.list');
    expect(evaluations).toMatchObject([{ successes: 3, trials: 4, state: 'complete' }]);
  });

  const home = desk.getByRole('main');
  await test.step('once the round is recorded, Home leads the lead to close it', async () => {
    for (let take = 0; take < 4; take++) {
      await today.takeNextIfNone();
      await today.record('s');
      await expect(today.sync).toHaveText('All stored');
    }
    await rollouts.goTo('Home');
    await expect(home).toContainText('first policy is trained since and evaluated');
    await home.getByRole('link', { name: 'Close the round' }).first().click();
    await desk.getByRole('button', { name: 'Close round 1' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
    await expect(desk.getByText('No round is open.')).toBeVisible();
  });
  await test.step('a new checkpoint without trials is to be evaluated, and the link opens the form', async () => {
    await post('checkpoints.register', {
      name: 'second policy',
      form: 'recorded',
      trainingSet: { kind: 'declared', size: 64 },
      card: { actions: [{ name: 'dx', unit: '', kind: 'position' }], chunkLength: 1, executedSteps: 1 },
      current: true,
    });
    await rollouts.goTo('Home');
    await expect(home).toContainText('second policy has no complete evaluation');
    await expectAccessible(desk);
    await home.getByRole('link', { name: 'Plan its evaluation' }).click();
    await expect(desk.getByRole('combobox', { name: 'Checkpoint that drives' })).toHaveValue('second policy (current)');
    await rollouts.evaluate({ opened: true });
    await rollouts.goTo('Home');
    await expect(home).toContainText('0 of 4 trials of second policy on "frozen" are there');
  });
  await test.step('its trials can be split among operators', async () => {
    await rollouts.goTo('Round');
    await desk
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await desk.getByRole('menuitem', { name: 'Split for several operators' }).click();
    await expect(desk.getByRole('dialog')).toContainText('Each part has starts of the panel of its own');
    await desk.getByRole('dialog').getByRole('button', { name: 'Split' }).click();
    await expect(desk.getByText('a part, each by another operator')).toHaveCount(2);
  });
  await test.step('evaluated, it is to drive before it is scored; a draft waits until it is published or replaced', async () => {
    const trials = [0, 1, 2, 3].map((at) => ({ start: at, outcome: 'success' }));
    await post('evaluations.post', { checkpoint: 'second policy', panel: 'frozen', trials });
    await rollouts.goTo('Home');
    await expect(home).toContainText('second policy has driven nothing yet');
    await home.getByRole('link', { name: 'Plan probe rollouts' }).click();
    await rollouts.draw({ share: 5, unknown: true, opened: true });
    await expect(desk.getByText('draft', { exact: true })).toBeVisible();
    await rollouts.goTo('Home');
    await expect(home).toContainText('Review and publish the plan.');
    await rollouts.goTo('Rollouts');
    await rollouts.draw({ share: 10, unknown: true });
    await rollouts.goTo('Rollouts');
    const plans = rollouts.section('Plans of probe rollouts');
    await expect(plans.getByRole('row')).toHaveCount(3);
    await plans.getByRole('button', { name: 'Show 1 draft that nobody published' }).click();
    await expect(plans.getByText('replaced', { exact: true })).toBeVisible();
    await expectAccessible(desk);
    await plans.getByRole('button', { name: 'Publish', exact: true }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await rollouts.goTo('Home');
    await expect(home).toContainText('0 of 6 probe rollouts of second policy are logged');
  });
});
