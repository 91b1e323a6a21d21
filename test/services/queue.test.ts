import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type AssignmentRow, liveAssignments, liveCounts } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { nextInQueue } from '@/db/queries/queue';
import { roundProgress } from '@/server/core/collect/progress';
import { type Asker, obstacleOf } from '@/server/core/collect/queue';
import { StationInput } from '@/server/core/collect/schema';
import { seededRandom } from '@/server/core/numeric/random';
import { assignmentInWords } from '@/server/services/collect/in-words';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { undoAttempt } from '@/server/services/collect/undo-attempt';
import { createStation } from '@/server/services/stations/create';
import { attemptOn, collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

describe('the queue in SQL', () => {
  it('gives an asker what the rules of the queue leave without an obstacle, and no more than asked for', async () => {
    const { server, lead, first } = await collecting(database, 40);
    const { stationId } = await createStation(lead, StationInput.parse({ name: 'One' }));
    const { stationId: other } = await createStation(lead, StationInput.parse({ name: 'Two' }));
    const now = server.clock.now();
    const random = seededRandom('queue');
    const one = <T>(of: readonly T[]) => of[random.int(of.length)];
    const states = ['queued', 'queued', 'queued', 'skipped', 'claimed', 'in_progress', 'blocked', 'done'];
    for (const { id } of await liveAssignments(server.db, server.scope)) {
      const later = new Date(+now + one([-1, 1]) * 60_000).toISOString();
      await server.db.execute(sql`update assignments set state = ${one(states)}::assignment_state,
        station_id = ${one([null, null, stationId, other])}, person_id = ${one([null, null, first.actor.personId, lead.actor.personId])},
        not_before = ${one([null, null, later])}::timestamptz, split_id = ${one([null, id])},
        distinct_operators = ${one([true, false])}, changed_at = ${later}::timestamptz where id = ${id}`);
    }
    const live = await liveAssignments(server.db, server.scope);
    const levels = (await factorsOf(server.db, server.scope)).flatMap((factor) => factor.levels.map(({ id }) => id));
    let found = 0;
    for (let i = 0; i < 40; i++) {
      const asker: Asker = {
        personId: one([null, first.actor.personId]),
        stationId: one([null, stationId, other]),
        fixedLevelIds: one([[], [], [one(levels)]]),
        takenLevelIds: one([[], [one(levels)]]),
        closedLevelIds: one([[], [one(levels)]]),
        workedSplitIds: live.filter(() => random.uniform() < 0.3).map(({ id }) => id),
        now,
      };
      const free = live.filter((row) => obstacleOf(row, asker) === null);
      const next = await nextInQueue(server.db, server.scope, asker, 100);
      expect(next.map(({ id }) => id).sort()).toEqual(free.map(({ id }) => id).sort());
      const skipped = next.map(({ state }) => state === 'skipped');
      expect(skipped).toEqual([...skipped].sort());
      const queued = next.filter(({ state }) => state === 'queued');
      const inOrder = (a: AssignmentRow, b: AssignmentRow) =>
        Number(a.personId === null) - Number(b.personId === null) || a.position - b.position;
      expect(queued).toEqual(queued.toSorted(inOrder));
      expect(await nextInQueue(server.db, server.scope, asker, 2)).toEqual(next.slice(0, 2));
      found += free.length;
    }
    expect(found).toBeGreaterThan(40);
  });

  it('counts the round as its assignments do one by one', async () => {
    const { server, first } = await collecting(database, 12, 3);
    const rows = await liveAssignments(server.db, server.scope);
    const failed = attemptOn(rows[0].id, { outcome: 'failure' });
    const undone = attemptOn(rows[1].id);
    const more = Array.from({ length: 5 }, () => attemptOn(rows[2].id));
    for (const attempt of [failed, undone, attemptOn(rows[1].id), ...more]) await logAttempt(first, attempt);
    await undoAttempt(first, undone.id);
    await server.db.execute(sql`update assignments set state = 'blocked' where id = ${rows[3].id}`);
    const [factors, after] = [await factorsOf(server.db, server.scope), await liveAssignments(server.db, server.scope)];
    expect(after.slice(0, 4).map(({ logged }) => logged)).toEqual([0, 1, 5, 0]);
    const { asked, logged, confirmed, left, over } = roundProgress(after.map((row) => assignmentInWords(row, factors)));
    expect([logged, over]).toEqual([4, 2]);
    expect(await liveCounts(server.db, server.scope)).toEqual({
      ...{ asked, logged, confirmed, left, over },
      number: 1,
      blocked: 1,
      allDone: false,
    });
  });
});
