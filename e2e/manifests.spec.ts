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
  await post('people.invite', { ...engineer, roles: ['engineer'] });
  const desk = await (await browser.newContext()).newPage();
  await new SignInPage(desk).signIn(lead);
  const token = await new PeoplePage(desk).makeToken('training script', ['read', 'collect', 'data']);

  const [random, others] = await test.step('a script records the random batch, and as many that nobody picked', () =>
    recordBoth(new Machine(request, SLUG, token), { url: String(baseURL), token, folder: info.outputPath('takes') }));
  await test.step('and registers two checkpoints of the active arm', async () => {
    const script = new Machine(request, SLUG, token);
    const { runId } = await script.post<{ runId: number }>('runs', { name: 'active 0', arm: 'active', seed: 7 });
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
});

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
