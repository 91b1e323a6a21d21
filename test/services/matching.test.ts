import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { joinPairs } from '@/db/queries/matching';
import { factorsOf } from '@/db/queries/matrix';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { progressOf } from '@/server/services/collect/progress';
import { today } from '@/server/services/collect/today';
import { decideMatches, matchingOf } from '@/server/services/imports/matching';
import { runImport } from '@/server/services/imports/run-import';
import { startImport } from '@/server/services/imports/start';
import { attemptOn, collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const FPS = 10;

/** One assignment with a logged attempt per length, and how a recording of such lengths is imported. */
async function session(seconds: readonly (number | null)[]) {
  const at = await collecting(database, 5, 5);
  const { assignmentId } = await claimAssignment(at.first, { stationId: null, device: 'tablet' });
  const task = (await today(at.first, { stationId: null })).current?.instruction ?? '';
  for (const [sequence, length] of seconds.entries())
    await logAttempt(
      at.first,
      attemptOn(assignmentId, { sequence, ...(length === null ? {} : { durationMs: length * 1000 }) }),
    );
  const row = (await liveAssignments(at.server.db, at.server.scope)).find(({ id }) => id === assignmentId);
  const factors = await factorsOf(at.server.db, at.server.scope);
  const rules = factors.map(({ key, levels }, f) => [
    key,
    { by: 'constant' as const, level: levels.find(({ id }) => id === row?.levelIds[f])?.name ?? '' },
  ]);
  async function imported(lengths: readonly number[], name = 'take'): Promise<number> {
    await writeLeRobotV3(path.join(at.ports.importFolder, name), {
      robotType: 'arm',
      fps: FPS,
      features: [{ name: 'action', names: ['a'] }],
      episodes: lengths.map((length, e) => ({
        task,
        frames: length * FPS,
        signals: { action: Float32Array.from({ length: length * FPS }, (_, i) => i + 1000 * e) },
        attributes: {},
      })),
    });
    const { importId } = await startImport(at.lead, {
      source: { from: 'folder', path: name },
      mapping: {
        kind: 'demonstration',
        factors: Object.fromEntries(rules),
        checkpointId: null,
        robotId: null,
        operatorId: null,
        stationId: null,
        outcome: { from: 'recording' },
      },
      createLevels: false,
    });
    await runImport(at.server, importId, new AbortController().signal);
    return importId;
  }
  return { ...at, assignmentId, imported };
}

describe('an import', () => {
  it('finds the attempt of every episode where the lengths tell them apart, discards and all', async () => {
    const { lead, first, assignmentId, imported } = await session([12, 31, 20, 44]);
    await logAttempt(first, attemptOn(assignmentId, { outcome: 'discard', durationMs: 3000 }));
    const importId = await imported([12, 31, 20, 44]);
    expect(await matchingOf(lead, importId)).toMatchObject({ matched: 4, toConfirm: 0, unmatched: 0, proposals: [] });
    expect(await progressOf(lead)).toMatchObject({ logged: 4, confirmed: 4 });
    const judged = await database.sql`select value, count(*)::int as n from judgements
      where judge = 'attempt' and program_id = ${lead.scope.programId} group by value`;
    expect(judged).toMatchObject([{ value: 'success', n: 4 }]);
  });

  it('asks where an attempt too many could be any of them, and joins what a person confirms', async () => {
    const { lead, imported } = await session([20, 20, 20, 44]);
    const importId = await imported([20, 20, 44]);
    const found = await matchingOf(lead, importId);
    expect(found).toMatchObject({ matched: 1, toConfirm: 2, unmatched: 0 });
    expect(found.proposals.every(({ why }) => why === 'several fit')).toBe(true);
    const [one, two] = found.proposals;
    expect(await decideMatches(lead, { proposalIds: [one.id], confirm: true })).toEqual({ decided: 1, joined: 1 });
    expect(await decideMatches(lead, { proposalIds: [one.id], confirm: true })).toEqual({ decided: 0, joined: 0 });
    await decideMatches(lead, { proposalIds: [two.id], confirm: false });
    expect(await matchingOf(lead, importId)).toMatchObject({ matched: 2, toConfirm: 0, unmatched: 1 });
  });

  it('guesses nothing where no lengths were logged', async () => {
    const { lead, imported } = await session([null, null]);
    expect(await matchingOf(lead, await imported([20, 30]))).toMatchObject({ matched: 0, toConfirm: 2 });
  });

  it('brought in twice matches nothing twice', async () => {
    const { lead, imported } = await session([12, 31]);
    const importId = await imported([12, 31]);
    await imported([12, 31]);
    expect(await matchingOf(lead, importId)).toMatchObject({ matched: 2 });
    expect(await progressOf(lead)).toMatchObject({ confirmed: 2 });
  });

  it('gives an attempt that two episodes name to one of them', async () => {
    const { lead, server, imported } = await session([null]);
    const importId = await imported([20, 30]);
    const [{ id }] = await database.sql`select id from attempts where program_id = ${server.scope.programId}`;
    const rows = await database.sql`select id from episodes where import_id = ${importId} order by id`;
    const pairs = rows.map((row) => ({ episodeId: Number(row.id), attemptId: String(id) }));
    expect(await joinPairs(server.db, server.scope, pairs)).toBe(1);
    expect(await matchingOf(lead, importId)).toMatchObject({ matched: 1 });
  });

  it('decides nothing of another program', async () => {
    const { imported, lead } = await session([null]);
    const other = await session([null]);
    const { proposals } = await matchingOf(lead, await imported([20]));
    expect(await decideMatches(other.lead, { proposalIds: proposals.map(({ id }) => id), confirm: true })).toEqual({
      decided: 0,
      joined: 0,
    });
  });
});
