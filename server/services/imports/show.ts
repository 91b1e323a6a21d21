import { importById, importsOf } from '@/db/queries/imports';
import { DomainError } from '@/server/core/errors';
import { importSentence } from '@/server/core/recording/import-words';
import type { ProgramContext } from '../context';

const SHOWN = 200;

/** The newest imports, each with its result in words. */
export async function listImports(ctx: ProgramContext) {
  const rows = await importsOf(ctx.db, ctx.scope, SHOWN);
  return rows.map((row) => ({ ...row, result: importSentence(row) }));
}

/** One import. Throws DomainError not_found. */
export async function showImport(ctx: ProgramContext, importId: number) {
  const row = await importById(ctx.db, ctx.scope, importId);
  if (!row) throw new DomainError('not_found', `There is no import ${importId} in this program.`);
  return { ...row, result: importSentence(row) };
}
