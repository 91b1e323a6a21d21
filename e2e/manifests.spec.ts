import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { v7 as uuidv7 } from 'uuid';
import { openClient } from '@/server/lab/client';
import { expectAccessible } from './accessible';
import { Machine } from './machine';
import { attributedRecording } from './material/made';
import { publishedProgram } from './material/published-program';
import { PeoplePage } from './pages/people-page';
import { ProgramPage } from './pages/program-page';
import { SignInPage } from './pages/sign-in-page';

const SLUG = 'manifests';
const RANDOM = 6;
const SMALL = 4;
const LARGE = 8;
const STARTS = 10;
const SEED = 7;

interface Manifest {
  size: number;
  seed: number;
  arm: string;
  of: string;
  episodeIds: number[];
  datasets: { dataset: string; location: string; episodes: number[]; command: string }[];
}

test('an engineer saves what to train both arms on at equal size, up to where the random episodes run out', async ({
  page,
  browser,
  request,
  baseURL,
}, info) => {
  const { lead, post } = await publishedProgram(page, SLUG, { demonstrations: RANDOM, blockSize: 1 });
  const engineer = { name: 'manifests-engineer', password: 'a-password-for-tests' };
  const manager = { name: 'manifests-manager', password: 'a-password-for-tests' };
  await post('people.invite', { ...engineer, roles: ['engineer'] });
  await post('people.invite', { ...manager, roles: ['manager'] });
  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const token = await new PeoplePage(desk).makeToken('training script', ['read', 'collect', 'data', 'plan']);

  const [random, others] = await test.step('a script records the random batch, and as many that nobody picked', () =>
    recordBoth(new Machine(request, SLUG, token), { url: String(baseURL), token, folder: info.outputPath('takes') }));
  await test.step('and registers two checkpoints of the active arm', async () => {
    const script = new Machine(request, SLUG, token);
    const { runId } = await script.post<{ runId: number }>('runs', { name: 'active 0', arm: 'active', seed: SEED });
    const mixed = [...others, ...random].slice(0, LARGE);
    await script.checkpoint('small', runId, { kind: 'episodes', episodeIds: others.slice(0, SMALL), seed: 42 });
    await script.checkpoint('large', runId, { kind: 'episodes', episodeIds: mixed, seed: 43 });
    await script.checkpoint('guessed', runId, { kind: 'declared', size: 5 });
  });

  const bench = await (await browser.newContext()).newPage();
  await new SignInPage(bench).signIn(engineer);
  const program = new ProgramPage(bench);
  await program.goTo('Checkpoints');
  const manifests = program.section('Training manifests');
  await expectAccessible(bench);
  await expect(manifests).toContainText('the comparison ends at 6 of 8 demonstrations');
  const row = (name: string) =>
    manifests.getByRole('row').filter({ has: bench.getByRole('cell', { name, exact: true }) });

  const active = await saved(bench, row('small').getByRole('button', { name: 'Save the manifest of small' }));
  expect(active.name).toBe('small-active.json');
  expect(active.manifest).toMatchObject({ size: SMALL, seed: 42, arm: 'active', of: 'the training set of small' });
  expect(active.manifest.episodeIds).toEqual(others.slice(0, SMALL));
  const again = await saved(bench, row('small').getByRole('button', { name: `Save ${SMALL} picked at random` }));
  expect(again.name).toBe('small-random.json');
  expect(again.manifest).toMatchObject({ size: SMALL, seed: 42, arm: 'random' });
  expect(again.manifest.of).toContain(`drawn from ${RANDOM} demonstrations that were picked at random`);
  expect(new Set(again.manifest.episodeIds).size).toBe(SMALL);
  for (const id of again.manifest.episodeIds) expect(random).toContain(id);
  for (const { manifest } of [active, again]) {
    const [{ dataset, location, episodes, command }] = manifest.datasets;
    expect(manifest.datasets).toHaveLength(1);
    expect(episodes).toHaveLength(SMALL);
    expect(command).toBe(
      `lerobot-train --dataset.repo_id='${dataset}' --dataset.root='${location}' --dataset.episodes='[${episodes.join(',')}]' --seed=42`,
    );
  }

  // The large one has more than was picked at random; what was only declared has no episodes to name.
  await expect(row('large')).toContainText(`random episodes run out at ${RANDOM}`);
  await expect(row('large').getByRole('button')).toHaveCount(1);
  const large = await saved(bench, row('large').getByRole('button'));
  expect(large.manifest).toMatchObject({ size: LARGE, seed: 43, arm: 'active' });
  await expect(row('guessed')).toContainText('only its size was declared');
  const five = await saved(bench, row('guessed').getByRole('button', { name: 'Save 5 picked at random' }));
  expect(five.manifest).toMatchObject({ size: 5, arm: 'random' });

  const script = new Machine(request, SLUG, token);
  const office = await (await browser.newContext()).newPage();
  await new SignInPage(office).signIn(manager);
  await test.step('what was trained on a subset of everything is shown by that name, and nothing is said to be saved', async () => {
    const levels = { task: 'pour', object: 'glass', environment: 'kitchen', lighting: 'day' };
    await script.post('panels', { name: 'frozen', starts: Array.from({ length: STARTS }, () => ({ levels })) });
    await evaluatedRun(script, { name: 'subset', episodes: [[...random.slice(0, 2), ...others.slice(0, 2)]] }, [6]);
    for (const [name, successes] of [['small', 5] as const, ['large', 8] as const])
      await script.evaluate(name, 'frozen', STARTS, successes);
    await office.goto(`/p/${SLUG}/efficiency`);
    await expect(office.getByText('there is no random arm to compare it with yet')).toBeVisible();
    await expect(office.getByText('Random subset', { exact: true })).toBeVisible();
    await expect(office.getByText('Paired figures appear once')).toBeVisible();
    await expectAccessible(office);
  });
  await test.step('what was trained on the manifests is the random arm, and the page says where it ends', async () => {
    await evaluatedRun(script, { name: 'picked', episodes: [again.manifest.episodeIds, random] }, [4, 5]);
    await office.reload();
    await expect(office.getByText('the comparison ends at 6 of 8 demonstrations')).toBeVisible();
    await expect(office.getByText('Random subset', { exact: true })).toHaveCount(0);
    const sides = 'After 6 demonstrations active collection stands at 65 % success (between two of its evaluations)';
    await expect(office.getByText(`${sides} and random at 50 % success, in 1 paired run`)).toBeVisible();
    await expect(office.getByText('1 paired collection run, 4 to 6 demonstrations').first()).toBeVisible();
    await expectAccessible(office);
  });
});

/** A run of the random arm, by what it says itself, with a checkpoint of each list of episodes, evaluated with so many successes. */
async function evaluatedRun(
  script: Machine,
  { name, episodes }: { name: string; episodes: readonly number[][] },
  successes: readonly number[],
): Promise<void> {
  const { runId } = await script.post<{ runId: number }>('runs', {
    name,
    arm: 'random',
    strategy: 'random',
    seed: SEED,
  });
  for (const [at, episodeIds] of episodes.entries()) {
    const checkpoint = `${name} ${episodeIds.length}`;
    await script.checkpoint(checkpoint, runId, { kind: 'episodes', episodeIds, seed: SEED });
    await script.evaluate(checkpoint, 'frozen', STARTS, successes[at]);
  }
}

/** Downloads by a press and reads what came. */
async function saved(page: Page, button: Locator): Promise<{ name: string; manifest: Manifest }> {
  const coming = page.waitForEvent('download');
  await button.click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    manifest: JSON.parse(await readFile(await download.path(), 'utf8')) as Manifest,
  };
}

/** Logs and imports a take for each assignment of the random batch, and as many of the same that nobody asked for; resolves to their ids. */
async function recordBoth(script: Machine, { folder, ...at }: { url: string; token: string; folder: string }) {
  const client = openClient({ ...at, program: SLUG });
  const queue = await client.assignments();
  const asked: Record<string, string>[] = [];
  for (const { id: assignmentId, levels } of queue) {
    const id = uuidv7();
    await script.post('attempts', { id, assignmentId, outcome: 'success', device: 'script' });
    asked.push({ ...levels, attempt_id: id });
  }
  const rule = (factor: string) => {
    const names = [...new Set(queue.map(({ levels }) => levels[factor]))];
    return { by: 'attribute', name: factor, levels: Object.fromEntries(names.map((name) => [name, name])) };
  };
  const factors = Object.fromEntries(Object.keys(queue[0].levels).map((factor) => [factor, rule(factor)]));
  const send = async (name: string, takes: readonly Record<string, string>[]) => {
    const zip = await attributedRecording(`${folder}-${name}`, takes);
    return client.importRecording(await client.upload(`${name}.zip`, zip), { kind: 'demonstration', factors });
  };
  const free = queue.map(({ levels }) => levels);
  return [await send('asked', asked), await send('free', free)];
}
