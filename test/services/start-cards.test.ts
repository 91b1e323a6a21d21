import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { factorsOf } from '@/db/queries/matrix';
import { attempts } from '@/db/schema/schedules';
import { MAX_PICTURE_BYTES } from '@/server/core/matrix/picture';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { today } from '@/server/services/collect/today';
import { undoAttempt } from '@/server/services/collect/undo-attempt';
import { levelPicture } from '@/server/services/matrix/level-picture';
import { setLevelPicture } from '@/server/services/matrix/set-level-picture';
import { setStartTemplate } from '@/server/services/matrix/set-start-template';
import { attemptOn, collecting, next } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

describe('the picture of a level', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

  it('is served to its own program only', async () => {
    const { lead, first } = await collecting(database);
    const other = await collecting(database);
    const [factor] = await factorsOf(lead.db, lead.scope);
    const { picture } = await setLevelPicture(lead, { levelId: factor.levels[0].id, bytes: png });
    expect(await levelPicture(first, picture ?? '')).toMatchObject({ mediaType: 'image/png' });
    await expect(levelPicture(other.first, picture ?? '')).rejects.toMatchObject({ fault: 'not_found' });
    await expect(setLevelPicture(other.lead, { levelId: factor.levels[0].id, bytes: png })).rejects.toMatchObject({
      fault: 'not_found',
    });
  });

  it('is refused when it is no picture or too large', async () => {
    const { lead } = await collecting(database);
    const [factor] = await factorsOf(lead.db, lead.scope);
    const levelId = factor.levels[0].id;
    const markup = new TextEncoder().encode('<svg onload="alert(1)">');
    await expect(setLevelPicture(lead, { levelId, bytes: markup })).rejects.toThrow('no PNG');
    const huge = new Uint8Array(MAX_PICTURE_BYTES + 1);
    huge.set(png);
    await expect(setLevelPicture(lead, { levelId, bytes: huge })).rejects.toThrow('4 MB');
  });
});

describe('start cards', () => {
  const TEMPLATE = { zones: ['left', 'middle', 'right'], orientations: ['upright', 'lying'], distractors: [] };

  it('are drawn without replacement, kept with the attempt, and come back after a discard or an undo', async () => {
    const { first, lead } = await collecting(database, 6, 6);
    const [task] = await factorsOf(lead.db, lead.scope);
    for (const level of task.levels) await setStartTemplate(lead, { levelId: level.id, ...TEMPLATE });
    const { assignmentId } = await next(first);
    const card = async () => {
      const [shown] = (await today(first, { stationId: null })).current?.cards ?? [];
      if (shown?.kind !== 'template') throw new Error('no card');
      return shown;
    };
    const drawn = new Set<string>();
    for (let taken = 0; taken < 5; taken++) {
      const shown = await card();
      drawn.add(`${shown.zone} ${shown.orientation}`);
      await logAttempt(first, { ...attemptOn(assignmentId, { outcome: 'discard' }), card: shown });
      expect(await card()).toEqual(shown);
      const undone = attemptOn(assignmentId);
      await logAttempt(first, { ...undone, card: shown });
      await undoAttempt(first, undone.id);
      expect(await card()).toEqual(shown);
      await logAttempt(first, { ...attemptOn(assignmentId, { outcome: 'failure' }), card: shown });
    }
    expect(drawn.size).toBe(5);
  });

  it('of an attempt stay when the template changes, and no attempt is refused for a card that is not there', async () => {
    const { first, lead } = await collecting(database, 2, 2);
    const [task] = await factorsOf(lead.db, lead.scope);
    for (const level of task.levels) await setStartTemplate(lead, { levelId: level.id, ...TEMPLATE });
    const { assignmentId } = await next(first);
    const [shown] = (await today(first, { stationId: null })).current?.cards ?? [];
    for (const level of task.levels)
      await setStartTemplate(lead, { levelId: level.id, zones: [], orientations: [], distractors: [] });
    expect((await today(first, { stationId: null })).current?.cards).toEqual([]);
    if (shown?.kind !== 'template') throw new Error('no card');
    const one = attemptOn(assignmentId);
    await logAttempt(first, { ...one, card: shown });
    const [kept] = await first.db.select({ card: attempts.card }).from(attempts).where(eq(attempts.id, one.id));
    expect(kept.card).toEqual(shown);
    const other = { ...attemptOn(assignmentId), card: { templateId: 999_999, position: 0 } };
    expect(await logAttempt(first, other)).toMatchObject({ stored: true });
  });
});
