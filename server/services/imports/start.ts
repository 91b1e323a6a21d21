import { importChoices, insertImport } from '@/db/queries/imports';
import { factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import { missingLevels } from '@/server/core/recording/missing-levels';
import type { ImportMapping, StartImportInput } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';
import { addLevels } from '../matrix/add-levels';
import { sourcePath } from './source-path';

/**
 * Records an import under a confirmed mapping and hands it to the worker. Throws DomainError not_found for a robot, station,
 * person or checkpoint of another program, forbidden when levels would have to be added by somebody who may not.
 */
export async function startImport(ctx: ProgramContext, input: StartImportInput): Promise<{ importId: number }> {
  const { path, name } = await sourcePath(ctx, input.source);
  // What is no recording is refused here, with its sentence, instead of becoming a failed import.
  const source = await ctx.recordings.open(path);
  const episodesTotal = source.summary.episodes.length;
  await source.close();
  await refuseStrangers(ctx, input.mapping);
  if (input.createLevels) await addMissingLevels(ctx, input.mapping);
  const importId = await ctx.db.transaction(async (tx) => {
    const id = await insertImport(tx, {
      programId: ctx.scope.programId,
      path,
      name,
      mapping: input.mapping,
      episodesTotal,
      framesTotal: 0,
      startedBy: ctx.actor.personId,
    });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'imports.start',
      subject: name,
      details: { importId: id, kind: input.mapping.kind, episodes: episodesTotal },
    });
    await insertEvent(tx, ctx.scope, 'import', id);
    return id;
  });
  await ctx.queue.enqueue('import-episodes', { programId: ctx.scope.programId, importId }, `import-${importId}`);
  return { importId };
}

async function refuseStrangers(ctx: ProgramContext, mapping: ImportMapping): Promise<void> {
  const choices = await importChoices(ctx.db, ctx.scope);
  const named = [
    ['robot', mapping.robotId, choices.robots],
    ['station', mapping.stationId, choices.stations],
    ['checkpoint', mapping.checkpointId, choices.checkpoints],
    ['operator', mapping.operatorId, choices.operators],
  ] as const;
  for (const [what, id, mine] of named) {
    if (id !== null && !mine.some((each) => each.id === id))
      throw new DomainError('not_found', `There is no ${what} ${id} in this program. Choose one from its list.`);
  }
}

async function addMissingLevels(ctx: ProgramContext, mapping: ImportMapping): Promise<void> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const missing = Object.entries(
    missingLevels(
      mapping,
      factors.map(({ key, levels }) => ({ key, levels: levels.map(({ name }) => name) })),
    ),
  );
  if (missing.length === 0) return;
  const may = ctx.actor.admin || ctx.roles.includes('lead') || ctx.actor.tokenScopes?.includes('plan');
  if (!may)
    throw new DomainError(
      'forbidden',
      `This mapping names levels that the matrix does not have (${missing
        .flatMap(([, names]) => names)
        .slice(0, 5)
        .join(', ')}). A lead can add them; nothing was imported.`,
    );
  for (const [factor, names] of missing)
    await addLevels(ctx, { factor, levels: names.map((name) => ({ name, instruction: '', setupNote: '' })) });
}
