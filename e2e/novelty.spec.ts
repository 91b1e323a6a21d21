import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { seededRandom } from '@/server/core/numeric/random';
import { openClient } from '@/server/lab/client';
import { expectAccessible } from './accessible';
import { embeddedRecording, writeMembers } from './material/made';
import { CheckpointPage } from './pages/checkpoint-page';
import { PeoplePage } from './pages/people-page';
import { ADMIN, SignInPage } from './pages/sign-in-page';

const SLUG = 'unlike-before';
const SHOWN = ['mug', 'bowl', 'jar'];
const OBJECTS = [...SHOWN, 'box', 'tin'];
const ENVIRONMENTS = ['kitchen', 'office', 'workshop', 'hall', 'shelf'];

test('a lead scores by novelty, and the matrix and the reasons of picks say so', async ({
  page,
  browser,
  baseURL,
}, info) => {
  const lead = { name: 'novelty-lead', password: 'a-password-for-tests' };
  await new SignInPage(page).signIn(ADMIN);
  const made = await page.request.post('/api/trpc/programs.create', {
    data: {
      json: {
        name: 'Unlike before',
        slug: SLUG,
        factors: [
          { key: 'object', name: 'Object', levels: OBJECTS.map((name) => ({ name })) },
          { key: 'environment', name: 'Environment', levels: ENVIRONMENTS.map((name) => ({ name })) },
        ],
        people: [{ ...lead, roles: ['lead', 'engineer'] }],
      },
    },
  });
  expect(made.ok(), await made.text()).toBe(true);

  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const token = await new PeoplePage(desk).makeToken('training script', ['read', 'data', 'plan']);
  await test.step('a script brings in recordings with embeddings, and a checkpoint with its training set', async () => {
    const client = openClient({ url: String(baseURL), token, program: SLUG });
    const send = async (name: string, kind: string, objects: readonly string[], repeats: number) => {
      const takes = objects.flatMap((object) =>
        ENVIRONMENTS.flatMap((environment) => Array.from({ length: repeats }, () => ({ object, environment }))),
      );
      const direction = (object: string) => OBJECTS.map((other) => (other === object ? 3 : 0));
      const random = seededRandom(name);
      const zip = await embeddedRecording(info.outputPath(name), takes, ({ object }) =>
        direction(object).map((value) => value + random.uniform()),
      );
      const rule = (key: string, levels: readonly string[]) => ({
        by: 'attribute',
        name: key,
        levels: Object.fromEntries(levels.map((level) => [level, level])),
      });
      const factors = { object: rule('object', OBJECTS), environment: rule('environment', ENVIRONMENTS) };
      return client.importRecording(await client.upload(`${name}.zip`, zip), { kind, factors });
    };
    const episodeIds = await send('shown', 'demonstration', SHOWN, 4);
    await send('driven', 'probe_rollout', OBJECTS, 2);
    const members = await Promise.all(
      writeMembers(info.outputPath('members')).map(async (file, m) => {
        const uploadId = await client.upload(path.basename(file), await readFile(file));
        return { name: `member ${m}`, file: { uploadId } };
      }),
    );
    await client.checkpoint({ name: 'first', members, trainingSet: { kind: 'episodes', episodeIds }, current: true });
  });

  const scoring = new CheckpointPage(desk);
  await scoring.goTo('Scoring');
  await desk.getByRole('button', { name: 'Choose the signals' }).click();
  await desk.getByRole('combobox', { name: 'Signal', exact: true }).fill('novelty');
  await desk.getByRole('button', { name: 'Start scoring' }).click();
  await expect(scoring.section('Where novelty is high')).toBeVisible();
  await expect(desk.getByRole('figure', { name: /^Novelty of checkpoint first over 25 configurations/ })).toBeVisible();
  await expect(
    desk.getByText(/^Novelty is known of 50 of 50 rollouts: .* nearest of 60 training episodes/),
  ).toBeVisible();
  const measured = desk.getByRole('table', { name: 'Measured configurations, highest novelty first' });
  await expect(measured.getByRole('columnheader', { name: /Novelty ± spread/ })).toBeVisible();
  await expect(measured.getByRole('row').nth(1)).toContainText(/box|tin/);
  await expectAccessible(desk);

  await scoring.goTo('Matrix');
  await expect(desk.getByText(/Mean novelty/).first()).toBeVisible();
  await expect(desk.getByRole('columnheader', { name: /^Novelty/ })).toBeVisible();
  await expectAccessible(desk);

  await scoring.goTo('Schedule');
  await desk.getByRole('combobox', { name: 'Strategy' }).click();
  await desk.getByRole('option', { name: 'Highest disagreement' }).click();
  await desk.getByLabel('Demonstrations', { exact: true }).fill('25');
  await desk.getByRole('button', { name: 'Propose 25 demonstrations' }).click();
  await expect(desk.getByText(/^Novelty [\d.]+ ± [\d.]+, measured/).first()).toBeVisible();
});
