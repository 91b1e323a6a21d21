import { cp, mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { factorsOf } from '@/db/queries/matrix';
import { confirmedDemonstrations, evidenceByConfiguration } from '@/db/queries/recordings';
import { programs } from '@/db/schema/programs';
import { CreateProgramInput } from '@/server/core/program/schema';
import { binEdges, namedBins } from '@/server/core/recording/bins';
import { ImportMapping, type ImportSource } from '@/server/core/recording/schema';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import type { ProgramContext } from '@/server/services/context';
import { abandonImport } from '@/server/services/imports/abandon';
import { folderMatrix } from '@/server/services/imports/folder-matrix';
import { inspectImport } from '@/server/services/imports/inspect';
import { previewImport } from '@/server/services/imports/preview';
import { runImport } from '@/server/services/imports/run-import';
import { showImport } from '@/server/services/imports/show';
import { startImport } from '@/server/services/imports/start';
import { storeUpload } from '@/server/services/imports/store-upload';
import { asServer, enterAsServer } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { judgeEpisode } from '@/server/services/recordings/judge';
import { fileOf, writeLeRobotV21 } from '../support/lerobot-v21';
import { type TestPorts, testPorts } from '../support/ports';
import { samples, withoutSamples } from '../support/scored-program';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
let ports: TestPorts;
beforeAll(() => {
  ports = testPorts(database);
});

let made = 0;

async function programWith(factors: Record<string, string[]>): Promise<ProgramContext> {
  const created = await createProgram(
    asServer(ports, 'test'),
    CreateProgramInput.parse({
      name: `Imports ${++made}`,
      factors: Object.entries(factors).map(([key, levels]) => ({
        key,
        name: key,
        levels: levels.map((name) => ({ name })),
      })),
    }),
  );
  const [row] = await ports.db.select({ id: programs.id }).from(programs).where(eq(programs.slug, created.slug));
  return enterAsServer(ports, row.id, 'test');
}

const never = () => new AbortController().signal;
const here = (relative: string): ImportSource => ({ from: 'folder', path: relative });
const inFolder = (relative: string) => path.join(ports.importFolder, relative);

async function importAll(ctx: ProgramContext, source: ImportSource, mapping: object) {
  const { importId } = await startImport(ctx, { source, mapping: ImportMapping.parse(mapping), createLevels: false });
  await runImport(ctx, importId, never());
  return showImport(ctx, importId);
}

async function episodesIn(ctx: ProgramContext): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from episodes where program_id = ${ctx.scope.programId}`,
  );
  return row.n;
}

describe.skipIf(withoutSamples)('70 real quadruped rollouts in HDF5', () => {
  const speeds = ['0', '0.33', '0.67', '1', '1.33', '1.67', '2'];
  let ctx: ProgramContext;
  let mapping: object;
  beforeAll(async () => {
    await cp(path.join(samples, 'go2-rollouts'), inFolder('go2'), { recursive: true });
    const source = await ports.recordings.open(inFolder('go2/rollouts.hdf5'));
    const found = (name: string) => source.summary.episodes.map(({ attributes }) => Number(attributes[name]));
    const kicks = [...new Set(found('kick_mps'))].sort((a, b) => a - b);
    const times = namedBins(binEdges(found('kick_step'), 5));
    await source.close();
    ctx = await programWith({ speed: speeds, time: times.levels });
    mapping = {
      kind: 'probe_rollout',
      factors: {
        speed: {
          by: 'attribute',
          name: 'kick_mps',
          levels: Object.fromEntries(kicks.map((kick, i) => [String(kick), speeds[i]])),
        },
        time: { by: 'attribute-bins', name: 'kick_step', bins: times },
      },
    };
  });

  test('the dry run tells 70 episodes, 12,871 frames and 32 successes, and writes nothing', async () => {
    const seen = await inspectImport(ctx, { source: here('go2/rollouts.hdf5'), columns: [] });
    expect(seen).toMatchObject({ format: 'robomimic', episodes: 70, frames: 12_871, fps: null, errors: 0 });
    expect(seen.outcomes).toMatchObject({ success: 32, failure: 38, unknown: 0 });
    expect(await episodesIn(ctx)).toBe(0);
  });

  test('it proposes a matrix of 7 kick speeds by 5 bins of kick time', async () => {
    const { factors } = await folderMatrix(asServer(ports, 'test'), 'go2/rollouts.hdf5');
    expect(factors.map(({ key, levels }) => [key, levels.length])).toEqual([
      ['kick_mps', 7],
      ['kick_step', 5],
    ]);
  });

  test('the preview places all 70, and says why an episode would stay out', async () => {
    const whole = await previewImport(ctx, {
      source: here('go2/rollouts.hdf5'),
      mapping: ImportMapping.parse(mapping),
    });
    expect(whole).toMatchObject({ episodes: 70, mapped: 70, unmapped: [], missingLevels: [] });
    const half = ImportMapping.parse({ ...mapping, factors: { speed: { by: 'constant', level: 'fast' } } });
    const partly = await previewImport(ctx, { source: here('go2/rollouts.hdf5'), mapping: half });
    expect(partly.unmapped).toEqual([
      { reason: 'speed: "fast" is no level of the program; time: no rule.', episodes: 70 },
    ]);
    expect(partly.missingLevels).toEqual([{ factor: 'speed', levels: ['fast'] }]);
  });

  test('it brings in every rollout once, with outcomes and configurations', async () => {
    const done = await importAll(ctx, here('go2/rollouts.hdf5'), mapping);
    expect(done).toMatchObject({
      state: 'complete',
      episodesAdded: 70,
      episodesKnown: 0,
      framesTotal: 12_871,
      left: [],
    });
    const evidence = await evidenceByConfiguration(ctx.db, ctx.scope);
    const total = (pick: 'rollouts' | 'successes' | 'demonstrations') =>
      evidence.reduce((sum, row) => sum + row[pick], 0);
    expect([total('rollouts'), total('successes'), total('demonstrations')]).toEqual([70, 32, 0]);
    expect(evidence.length).toBeLessThanOrEqual(35);
  });

  test('importing the same again adds nothing and says so, under another name and by upload too', async () => {
    const again = await importAll(ctx, here('go2/rollouts.hdf5'), mapping);
    expect(again).toMatchObject({ state: 'complete', episodesAdded: 0, episodesKnown: 70 });
    expect(again.result).toBe('Nothing was added: all 70 episodes were known already.');
    const bytes = await readFile(inFolder('go2/rollouts.hdf5'));
    const { uploadId } = await storeUpload(ctx, { name: 'copy.hdf5', declaredBytes: bytes.length, body: once(bytes) });
    const uploaded = await importAll(ctx, { from: 'upload', uploadId }, mapping);
    expect(uploaded).toMatchObject({ episodesAdded: 0, episodesKnown: 70 });
    expect(await episodesIn(ctx)).toBe(70);
  });

  test('an upload of another program is not found', async () => {
    const { uploadId } = await storeUpload(ctx, { name: 'a.csv', declaredBytes: 3, body: once(Buffer.from('a,b')) });
    const stranger = await programWith({ speed: ['1'], time: ['1'] });
    const asked = inspectImport(stranger, { source: { from: 'upload', uploadId }, columns: [] });
    await expect(asked).rejects.toMatchObject({ fault: 'not_found' });
  });

  /** An import of a program of its own that was cut off after 50 of 70 episodes. */
  const cutOff = async () => {
    const other = await programWith({ speed: speeds, time: ['any'] });
    const stopping = new AbortController();
    const slow: ProgramContext = {
      ...other,
      recordings: {
        ...other.recordings,
        open: async (file) => {
          const source = await other.recordings.open(file);
          let reads = 0;
          return {
            ...source,
            signals: (index, features) => {
              if (++reads === 60) stopping.abort();
              return source.signals(index, features);
            },
          };
        },
      },
    };
    const { importId } = await startImport(other, {
      source: here('go2/rollouts.hdf5'),
      mapping: ImportMapping.parse({ ...mapping, factors: {} }),
      createLevels: false,
    });
    await expect(runImport(slow, importId, stopping.signal)).rejects.toThrow();
    expect(await episodesIn(other)).toBe(50);
    expect(await showImport(other, importId)).toMatchObject({ state: 'running', episodesDone: 50 });
    return { other, importId };
  };

  test('cut off in the middle and run again, nothing is in twice and nothing is missing', async () => {
    const { other, importId } = await cutOff();
    await runImport(other, importId, never());
    expect(await showImport(other, importId)).toMatchObject({ state: 'complete', episodesAdded: 70, episodesKnown: 0 });
    expect(await episodesIn(other)).toBe(70);
    await abandonImport(other, importId);
    expect(await showImport(other, importId)).toMatchObject({ state: 'complete', error: null });
  });

  test('given up after too many workers died, it says what to do, and importing again adds the rest', async () => {
    const { other, importId } = await cutOff();
    await abandonImport(other, importId);
    expect(await showImport(other, importId)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('importing again adds the rest'),
    });
    const again = await importAll(other, here('go2/rollouts.hdf5'), { ...mapping, factors: {} });
    expect(again).toMatchObject({ state: 'complete', episodesAdded: 20, episodesKnown: 50 });
  });
});

describe.skipIf(withoutSamples)('100 real humanoid demonstrations in LeRobot v2.1', () => {
  test('100 episodes and 35,965 frames come in, missing videos are reported, unknown outcomes stay unknown but count', async () => {
    await cp(path.join(samples, 'lerobot-v2.1-g1'), inFolder('g1'), { recursive: true });
    const ctx = await programWith({ task: ['bottle', 'cup'], object: ['bottle'] });
    const seen = await inspectImport(ctx, { source: here('g1'), columns: [] });
    expect(seen).toMatchObject({ episodes: 100, frames: 35_965, fps: 30, outcomes: { unknown: 100 } });
    expect(seen.problems.map(({ message }) => message).join()).toMatch(/100 of 100 video files/);
    expect(seen.guesses.object?.rule).toMatchObject({ by: 'task' });
    const from = performance.now();
    const done = await importAll(ctx, here('g1'), {
      kind: 'demonstration',
      factors: {
        task: { by: 'task', levels: { [seen.tasks[0].text]: 'bottle' } },
        object: { by: 'constant', level: 'bottle' },
      },
    });
    const seconds = (performance.now() - from) / 1000;
    console.info(`G1: ${seconds.toFixed(1)} s, ${Math.round(done.framesTotal / seconds)} frames/s`);
    expect(done).toMatchObject({ state: 'complete', episodesAdded: 100, framesTotal: 35_965 });
    expect(done.warnings.map(({ message }) => message).join()).toMatch(/video/);
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(100);
  });
});

describe('recordings of our own', () => {
  const v3 = (tasks: string[], attributes: Record<string, string | boolean>[] = []) => ({
    robotType: 'arm',
    fps: 10,
    features: [
      { name: 'observation.state', names: ['x'] },
      { name: 'action', names: ['v'] },
    ],
    episodes: tasks.map((task, i) => ({
      task,
      frames: 4 + i,
      signals: {
        'observation.state': Float32Array.from({ length: 4 + i }, (_, f) => f + i),
        action: Float32Array.from({ length: 4 + i }, (_, f) => f * i),
      },
      attributes: attributes[i] ?? {},
    })),
  });

  test('many task texts may mean one level; what stays open is imported without a configuration and placed later', async () => {
    const ctx = await programWith({ task: ['pour', 'push'], object: ['cup'] });
    await writeLeRobotV3(inFolder('words'), v3(['pour the tea', 'pour some milk', 'push it', 'wipe']));
    const levels = { 'pour the tea': 'pour', 'pour some milk': 'pour', 'push it': 'push' };
    const rules = (task: Record<string, string>) => ({
      kind: 'demonstration',
      factors: { task: { by: 'task', levels: task }, object: { by: 'constant', level: 'cup' } },
    });
    const done = await importAll(ctx, here('words'), rules(levels));
    expect(done).toMatchObject({ state: 'complete', episodesAdded: 4 });
    expect(done.warnings[0].message).toBe('1 episode has no configuration yet: task: no level for the task "wipe".');
    const demonstrations = async () =>
      (await evidenceByConfiguration(ctx.db, ctx.scope)).map((row) => row.demonstrations);
    expect(await demonstrations()).toEqual([2, 1]);
    await importAll(ctx, here('words'), rules({ ...levels, wipe: 'push' }));
    expect(await demonstrations()).toEqual([2, 2]);
  });

  test('levels the mapping names are added to the matrix only when asked', async () => {
    const ctx = await programWith({ task: ['pour'], object: ['cup'] });
    await writeLeRobotV3(inFolder('levels'), v3(['pour', 'fold']));
    const mapping = ImportMapping.parse({
      kind: 'demonstration',
      factors: {
        task: { by: 'task', levels: { pour: 'pour', fold: 'fold' } },
        object: { by: 'constant', level: 'cup' },
      },
    });
    const refused = startImport(ctx, { source: here('levels'), mapping, createLevels: true });
    await expect(refused).rejects.toMatchObject({ fault: 'forbidden' });
    const lead: ProgramContext = { ...ctx, roles: ['lead'] };
    const { importId } = await startImport(lead, { source: here('levels'), mapping, createLevels: true });
    await runImport(ctx, importId, never());
    expect(await showImport(ctx, importId)).toMatchObject({ episodesAdded: 2, warnings: [] });
    const [task] = await factorsOf(ctx.db, ctx.scope);
    expect(task.levels.map(({ name }) => name)).toEqual(['pour', 'fold']);
  });

  test('a truncated file gives a partial import that names what it left; whole again, only that is added', async () => {
    const ctx = await programWith({ task: ['lift'], object: ['cup'] });
    await writeLeRobotV21(inFolder('torn'), [
      { index: 0, frames: 5, success: true },
      { index: 1, frames: 6, success: false },
      { index: 2, frames: 7 },
    ]);
    const torn = inFolder(`torn/${fileOf(0)}`);
    const whole = await readFile(torn);
    await truncate(torn, 60);
    const mapping = {
      kind: 'demonstration',
      factors: { task: { by: 'constant', level: 'lift' }, object: { by: 'constant', level: 'cup' } },
    };
    const partial = await importAll(ctx, here('torn'), mapping);
    expect(partial).toMatchObject({ state: 'partial', episodesAdded: 2 });
    expect(partial.left).toMatchObject([{ episode: 0 }]);
    expect(partial.result).toContain('1 episode could not be read and was left out.');
    await writeFile(torn, whole);
    expect(await importAll(ctx, here('torn'), mapping)).toMatchObject({
      state: 'complete',
      episodesAdded: 1,
      episodesKnown: 2,
    });
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(2);
  });

  test('per-frame columns that are constant within an episode can name the level', async () => {
    const ctx = await programWith({ hall: ['A', 'B'], object: ['cup'] });
    await writeLeRobotV21(inFolder('halls'), [
      { index: 0, frames: 3 },
      { index: 1, frames: 3 },
    ]);
    const seen = await inspectImport(ctx, { source: here('halls'), columns: ['building'] });
    expect(seen.columns[0].values.map(({ value }) => value)).toEqual(['hall 0', 'hall 1']);
    await importAll(ctx, here('halls'), {
      kind: 'demonstration',
      factors: {
        hall: { by: 'column', name: 'building', levels: { 'hall 0': 'A', 'hall 1': 'B' } },
        object: { by: 'constant', level: 'cup' },
      },
    });
    expect((await evidenceByConfiguration(ctx.db, ctx.scope)).map((row) => row.demonstrations)).toEqual([1, 1]);
  });

  test('a recording of no episodes is imported as nothing', async () => {
    const ctx = await programWith({ task: ['lift'], object: ['cup'] });
    await writeLeRobotV3(inFolder('empty'), v3([]));
    const done = await importAll(ctx, here('empty'), { kind: 'demonstration', factors: {} });
    expect(done).toMatchObject({ state: 'complete', episodesAdded: 0 });
    expect(done.result).toBe('Nothing was added: the recording holds no readable episode.');
  });

  test('a list of episodes without signals is imported by name, index and length', async () => {
    const ctx = await programWith({ task: ['lift'], object: ['cup', 'mug'] });
    await writeFile(
      inFolder('list.csv'),
      'episode_index,length,outcome,object\n0,10,success,cup\n1,12,failure,mug\n2,9,,mug\n',
    );
    const mapping = {
      kind: 'demonstration',
      factors: {
        task: { by: 'constant', level: 'lift' },
        object: { by: 'attribute', name: 'object', levels: { cup: 'cup', mug: 'mug' } },
      },
    };
    expect(await importAll(ctx, here('list.csv'), mapping)).toMatchObject({ episodesAdded: 3 });
    expect(await importAll(ctx, here('list.csv'), mapping)).toMatchObject({ episodesAdded: 0, episodesKnown: 3 });
    expect((await evidenceByConfiguration(ctx.db, ctx.scope)).map((row) => row.demonstrations)).toEqual([1, 1]);
  });

  test('what is no recording, and what lies outside the import folder, is refused with a sentence', async () => {
    const ctx = await programWith({ task: ['lift'], object: ['cup'] });
    await mkdir(inFolder('odd'), { recursive: true });
    await writeFile(inFolder('odd/x.hdf5'), 'not HDF5');
    const asked = (relative: string) => inspectImport(ctx, { source: here(relative), columns: [] });
    await expect(asked('odd/x.hdf5')).rejects.toThrow(/does not start with the HDF5 signature/);
    await expect(asked('odd')).rejects.toThrow(/no meta\/info\.json/);
    await expect(asked('../../etc')).rejects.toMatchObject({ fault: 'invalid' });
    await symlink('/nowhere', inFolder('odd/gone'));
    expect(await ctx.storage.listImports('odd')).toEqual([{ name: 'x.hdf5', folder: false, bytes: 8 }]);
  });

  test('evaluation trials are refused: they belong to their panel', () => {
    expect(ImportMapping.safeParse({ kind: 'evaluation_trial', factors: {} }).error?.issues[0].message).toMatch(
      /recorded on their panel/,
    );
  });

  test('a person overrules what a recording says, and an excluded demonstration no longer counts', async () => {
    const ctx = await programWith({ task: ['lift'], object: ['cup'] });
    await writeFile(inFolder('judged.csv'), 'episode_index,length,outcome\n0,10,success\n1,12,failure\n');
    const mapping = {
      kind: 'demonstration',
      factors: { task: { by: 'constant', level: 'lift' }, object: { by: 'constant', level: 'cup' } },
    };
    await importAll(ctx, here('judged.csv'), mapping);
    const rows = await ctx.db.execute<{ id: number }>(
      sql`select id::int as id from episodes where program_id = ${ctx.scope.programId} order by id`,
    );
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(1);
    await judgeEpisode(ctx, { episodeId: rows[1].id, outcome: 'success', reason: 'the cup stands' });
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(2);
    await judgeEpisode(ctx, { episodeId: rows[0].id, excluded: true, reason: 'camera covered' });
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(1);
    await judgeEpisode(ctx, { episodeId: rows[0].id, excluded: false, reason: '' });
    expect(await confirmedDemonstrations(ctx.db, ctx.scope)).toBe(2);
    const stranger = await programWith({ task: ['lift'], object: ['cup'] });
    const asked = judgeEpisode(stranger, { episodeId: rows[0].id, outcome: 'success', reason: '' });
    await expect(asked).rejects.toMatchObject({ fault: 'not_found' });
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
