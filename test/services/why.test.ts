import { describe, expect, it } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { ProposeInput } from '@/server/core/schedule/schema';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { proposeSchedule } from '@/server/services/schedule/propose';
import { publishSchedule } from '@/server/services/schedule/publish';
import { whyOf } from '@/server/services/why/show';
import { attemptOn, collecting } from '../support/collecting';
import { addScoring, kitchen } from '../support/kitchen';
import { testPorts } from '../support/ports';
import { aProgram } from '../support/programs';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

describe('why the work is asked for', () => {
  it('says nothing where nothing was run', async () => {
    const ctx = await aProgram(testPorts(database), kitchen('Untouched'));
    expect(await whyOf(ctx)).toMatchObject({
      round: null,
      scores: null,
      improvement: null,
      efficiency: { bands: [], saved: null },
    });
  });

  it('counts what is collected, and estimates nothing for a round that was not planned from scores', async () => {
    const { first, server } = await collecting(database, 4);
    const { assignmentId } = await claimAssignment(first, { stationId: null, device: '' });
    await logAttempt(first, attemptOn(assignmentId));
    const why = await whyOf(first);
    expect(why.round).toMatchObject({ asked: 4, logged: 1, confirmed: 0, left: 3 });
    expect(why.improvement).toMatchObject({ share: null });
    expect((await liveAssignments(server.db, server.scope)).length).toBe(4);
  });

  it('marks what is in work among what may still be recorded', async () => {
    const ctx = await aProgram(testPorts(database), kitchen('Scored'));
    await addScoring(ctx, { seed: 'why' });
    const { scheduleId } = await proposeSchedule(
      ctx,
      ProposeInput.parse({ demonstrations: 60, blockSize: 5, strategy: 'top-k', seed: 'why' }),
    );
    await publishSchedule(ctx, scheduleId);
    const before = await whyOf(ctx);
    expect(before.scores?.configurations).toBe(120);
    expect(before.scores?.standing).toHaveLength(1);
    expect(before.improvement).toMatchObject({ share: 0, confirmed: 0 });
    const [{ levels, above, configurationId }] = before.scores?.standing ?? [];
    expect(levels).toHaveLength(3);
    expect(above).toBeGreaterThan(0.3);

    const live = await liveAssignments(ctx.db, ctx.scope);
    const shown = live.find((row) => row.configurationId === configurationId);
    const [task] = levels;
    await addSafetyRule(ctx, { levels: { task }, reason: 'hot water' });
    const after = await whyOf(ctx);
    // What is in work stays in the picture; the rest of its task is out of it.
    expect(after.scores?.configurations).toBe(101);
    expect(shown).toBeDefined();
  });
});
