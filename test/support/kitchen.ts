import { asc, eq } from 'drizzle-orm';
import { configurations } from '@/db/schema/matrix';
import { checkpoints, scoringRuns, trainingSets } from '@/db/schema/policies';
import { artifacts } from '@/db/schema/programs';
import { seededRandom } from '@/server/core/numeric/random';
import type { CreateProgramDraft } from '@/server/core/program/schema';
import { encodeField } from '@/server/core/uncertainty/field-codec';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { ProgramContext } from '@/server/services/context';

const levels = (...names: string[]) => names.map((name) => ({ name }));

/** Six tasks by four objects by five environments under the default caps, 4.50 a demonstration and 200.00 a round. */
export function kitchen(name: string): CreateProgramDraft {
  return {
    name,
    currency: 'EUR',
    costPerDemonstrationMinor: 450,
    costPerRoundMinor: 20_000,
    factors: [
      { key: 'task', name: 'Task', levels: levels('pour', 'stack', 'wipe', 'open', 'sort', 'fold') },
      { key: 'object', name: 'Object', levels: levels('red mug', 'bowl', 'sponge', 'box') },
      {
        key: 'environment',
        name: 'Environment',
        levels: levels('kitchen', 'bench', 'table', 'shelf', 'floor'),
        changeoverWeight: 3,
      },
    ],
  };
}

/** A finished scoring run of a current checkpoint: seeded scores for the whole matrix, every third one measured. */
export async function addScoring(
  ctx: ProgramContext,
  {
    seed,
    trainingSetSize = 100,
    informative = true,
  }: { seed: string; trainingSetSize?: number; informative?: boolean },
): Promise<{ scoringRunId: number; checkpointId: number; measured: Set<number> }> {
  const { programId } = ctx.scope;
  const rows = await ctx.db
    .select({ id: configurations.id })
    .from(configurations)
    .where(eq(configurations.programId, programId))
    .orderBy(asc(configurations.id));
  const random = seededRandom(seed);
  const key = await ctx.artifacts.put(
    encodeField({
      ids: Float64Array.from(rows, (row) => row.id),
      mean: Float64Array.from(rows, () => 0.1 + random.uniform()),
      sd: Float64Array.from(rows, (_, i) => (i % 3 === 0 ? 0.02 : 0.2)),
      measured: Uint8Array.from(rows, (_, i) => (i % 3 === 0 ? 1 : 0)),
    }),
  );
  await ctx.db.insert(artifacts).values({ key, bytes: 1, mediaType: 'application/octet-stream' }).onConflictDoNothing();
  await ctx.db.update(checkpoints).set({ isCurrent: false }).where(eq(checkpoints.programId, programId));
  const [set] = await ctx.db.insert(trainingSets).values({ programId, name: seed, size: trainingSetSize }).returning();
  const [checkpoint] = await ctx.db
    .insert(checkpoints)
    .values({
      programId,
      name: seed,
      form: 'recorded',
      trainingSetId: set.id,
      chunkLength: 1,
      executedSteps: 1,
      actionDims: 1,
      isCurrent: true,
    })
    .returning();
  const [run] = await ctx.db
    .insert(scoringRuns)
    .values({
      programId,
      checkpointId: checkpoint.id,
      form: ScoringForm.parse({}),
      state: 'done',
      interpolationKey: key,
      interpolation: {
        configurations: rows.length,
        measured: Math.ceil(rows.length / 3),
        informative,
        looR2: informative ? 0.6 : 0.02,
        looCoverage: 0.9,
        hyper: {},
      },
      startedAt: ctx.clock.now(),
      finishedAt: ctx.clock.now(),
    })
    .returning();
  return {
    scoringRunId: run.id,
    checkpointId: checkpoint.id,
    measured: new Set(rows.filter((_, i) => i % 3 === 0).map((row) => row.id)),
  };
}
