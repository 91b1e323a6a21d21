import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { and, eq } from 'drizzle-orm';
import { configurations } from '@/db/schema/matrix';
import { programs } from '@/db/schema/programs';
import { datasets, episodes, imports, judgements } from '@/db/schema/recordings';
import type { MemberInput, RegisterCheckpointDraft } from '@/server/core/checkpoint/schema';
import { RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import { CreateProgramInput } from '@/server/core/program/schema';
import { openRecording } from '@/server/formats/open-recording';
import { registerCheckpoint } from '@/server/services/checkpoints/register-checkpoint';
import type { ProgramContext } from '@/server/services/context';
import { asServer, enterAsServer } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import type { TestPorts } from './ports';
import { plainMapping } from './stored-recording';

/** Where real policies and recordings lie. */
export const samples = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data');
export const withoutSamples = !existsSync(path.join(samples, 'go2-rollouts'));

const SPEEDS = ['0', '0.33', '0.67', '1', '1.33', '1.67', '2'];
const TIMES = ['0', '1', '2', '3', '4'];

/** A program with a matrix of 7 kick speeds by 5 kick times. */
export async function go2Program(ports: TestPorts, name = 'Go2'): Promise<ProgramContext> {
  const made = await createProgram(
    asServer(ports, 'test'),
    CreateProgramInput.parse({
      name,
      factors: [
        { key: 'speed', name: 'Kick speed', levels: SPEEDS.map((level) => ({ name: level })) },
        { key: 'time', name: 'Kick time', levels: TIMES.map((level) => ({ name: level })) },
      ],
    }),
  );
  const [row] = await ports.db.select({ id: programs.id }).from(programs).where(eq(programs.slug, made.slug));
  return enterAsServer(ports, row.id, 'test');
}

/** The 70 real rollouts as probe rollouts, two to a configuration, with their outcomes. */
export async function addGo2Rollouts(ctx: ProgramContext): Promise<number[]> {
  const location = path.join(samples, 'go2-rollouts/rollouts.hdf5');
  const source = await openRecording(location);
  const { summary } = source;
  await source.close();
  const matrix = await ctx.db
    .select({ id: configurations.id })
    .from(configurations)
    .where(eq(configurations.programId, ctx.scope.programId))
    .orderBy(configurations.id);
  const programId = ctx.scope.programId;
  const [dataset] = await ctx.db
    .insert(datasets)
    .values({
      programId,
      name: 'go2-rollouts',
      format: summary.format,
      version: summary.version,
      location,
      sourceId: location,
      features: summary.features,
    })
    .returning();
  const [imported] = await ctx.db
    .insert(imports)
    .values({
      programId,
      datasetId: dataset.id,
      path: location,
      name: 'go2-rollouts',
      state: 'complete',
      mapping: plainMapping('probe_rollout'),
    })
    .returning();
  const added = await ctx.db
    .insert(episodes)
    .values(
      summary.episodes.map((episode, i) => ({
        programId,
        datasetId: dataset.id,
        importId: imported.id,
        sourceIndex: episode.index,
        kind: 'probe_rollout' as const,
        configurationId: matrix[i % matrix.length].id,
        frames: episode.length,
        fingerprint: ctx.secrets.sha256(`go2/${episode.index}`),
        contentHash: ctx.secrets.sha256(`go2/${episode.index}`),
      })),
    )
    .returning({ id: episodes.id, sourceIndex: episodes.sourceIndex });
  await ctx.db.insert(judgements).values(
    added.map((row) => ({
      programId,
      episodeId: row.id,
      judge: 'import',
      kind: 'outcome',
      value: summary.episodes.find((episode) => episode.index === row.sourceIndex)?.outcome.value ?? 'unknown',
    })),
  );
  return added.map((row) => row.id);
}

/** Copies sample files into the import folder, under their own names, and returns them as members. */
export function membersFrom(ports: TestPorts, ...files: string[]): MemberInput[] {
  return files.map((file) => {
    const importPath = path.join(path.basename(path.dirname(file)), path.basename(file));
    mkdirSync(path.join(ports.importFolder, path.dirname(importPath)), { recursive: true });
    copyFileSync(path.join(samples, 'onnx', file), path.join(ports.importFolder, importPath));
    return { name: '', file: { importPath }, externalData: [], card: {} };
  });
}

export const GO2_MEMBERS = ['go2-trot-x3/member-0.onnx', 'go2-trot-x3/member-1.onnx', 'go2-trot-x3/member-2.onnx'];

/** Registers the real ensemble of three Go2 policies. */
export async function registerGo2(
  ctx: ProgramContext,
  ports: TestPorts,
  rest: Partial<RegisterCheckpointDraft> = {},
): Promise<number> {
  const input = RegisterCheckpointInput.parse({ name: 'go2', members: membersFrom(ports, ...GO2_MEMBERS), ...rest });
  return (await registerCheckpoint(ctx, input)).checkpointId;
}

/** The episode of a program with this index in its recording. */
export async function episodeAt(ctx: ProgramContext, sourceIndex: number) {
  const [row] = await ctx.db
    .select()
    .from(episodes)
    .where(and(eq(episodes.programId, ctx.scope.programId), eq(episodes.sourceIndex, sourceIndex)));
  return row;
}
