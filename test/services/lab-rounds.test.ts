import { isNull } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { tokens } from '@/db/schema/people';
import type { ProgramContext } from '@/server/services/context';
import { abandonLabRound } from '@/server/services/lab-rounds/abandon';
import { runLabRound } from '@/server/services/lab-rounds/run-lab-round';
import { showLabRound } from '@/server/services/lab-rounds/show';
import { startLabRound } from '@/server/services/lab-rounds/start';
import { actorOfToken } from '@/server/services/people/gate';
import { testPorts } from '../support/ports';
import { aProgram } from '../support/programs';
import { testDatabase } from '../support/test-database';

const never = new AbortController().signal;

describe('a round that the lab works off', () => {
  const database = testDatabase();
  let elsewhere: ProgramContext;
  /** In a program whose lab is ready, and does as `lab` says. */
  let ctx: ProgramContext;
  let lab: ProgramContext['lab']['runRound'] = async () => {};

  beforeAll(async () => {
    elsewhere = await aProgram(testPorts(database));
    const ready = {
      ...elsewhere.lab,
      whyNoRound: async () => null,
      runRound: (options: Parameters<typeof lab>[0]) => lab(options),
    };
    ctx = { ...elsewhere, lab: ready };
  });

  test('is refused where the lab does not record, and the page says why', async () => {
    const { why } = await showLabRound(elsewhere);
    expect(why).toMatch(/first program alone/);
    await expect(startLabRound(elsewhere)).rejects.toMatchObject({ fault: 'conflict', message: why });
  });

  test('is started once, however often the button is pressed', async () => {
    const pressed = await Promise.allSettled([startLabRound(ctx), startLabRound(ctx), startLabRound(ctx)]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of pressed) if (one.status === 'rejected') expect(one.reason).toMatchObject({ fault: 'conflict' });
  });

  test('keeps its steps, and has a token for the program for as long as it takes', async () => {
    let secret = '';
    lab = async ({ token, told }) => {
      secret = token;
      expect(await actorOfToken(ctx, token)).toMatchObject({ tokenProgramId: ctx.scope.programId });
      await told('active-100/probes', false);
      expect((await showLabRound(ctx)).last).toMatchObject({
        state: 'running',
        steps: [{ phase: 'score', what: 'active-100', finishedAt: null }],
      });
      await told('active-100/probes', true);
      await told('further/1', true);
    };
    const { last } = await showLabRound(ctx);
    await runLabRound(ctx, last?.id ?? 0, never);
    const done = await showLabRound(ctx);
    expect(done.last).toMatchObject({ state: 'done', steps: [{ phase: 'score', finishedAt: expect.any(String) }] });
    expect(await actorOfToken(ctx, secret)).toBeNull();
  });

  test('says what went wrong, and can be asked for again', async () => {
    lab = async () => {
      throw new Error('Assignment 3 is claimed by somebody else.');
    };
    const { labRoundId } = await startLabRound(ctx);
    await runLabRound(ctx, labRoundId, never);
    expect((await showLabRound(ctx)).last).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Assignment 3'),
    });
    await expect(startLabRound(ctx)).resolves.toBeDefined();
  });

  test('cut off by the end of its worker stays to be taken up again', async () => {
    lab = async ({ signal }) => signal.throwIfAborted();
    const { last } = await showLabRound(ctx);
    const id = last?.id ?? 0;
    await expect(runLabRound(ctx, id, AbortSignal.abort())).rejects.toThrow(/abort/i);
    expect((await showLabRound(ctx)).last).toMatchObject({ state: 'running' });
    await runLabRound(ctx, id, never);
    expect((await showLabRound(ctx)).last).toMatchObject({ state: 'done' });
    expect(await ctx.db.select().from(tokens).where(isNull(tokens.revokedAt))).toEqual([]);
  });

  test('in whose middle workers died too often has failed with a sentence, and another can be asked for', async () => {
    const { labRoundId } = await startLabRound(ctx);
    await abandonLabRound(ctx, labRoundId);
    expect((await showLabRound(ctx)).last).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('too often'),
    });
    await expect(startLabRound(ctx)).resolves.toBeDefined();
  });
});
