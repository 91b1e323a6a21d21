import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { episodeEmbeddings } from '../schema/policies';

/** Mean embeddings that are kept of these episodes, `dims` numbers each, by episode id. */
export async function keptEmbeddings(
  db: Db,
  scope: ProgramScope,
  feature: string,
  dims: number,
  episodeIds: readonly number[],
): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  for (let at = 0; at < episodeIds.length; at += 500) {
    const rows = await db.execute<{ id: string; mean: number[] }>(sql`
      select k.episode_id as id, k.mean from episode_embeddings k join episodes e on e.id = k.episode_id
      where e.program_id = ${scope.programId} and k.feature = ${feature} and cardinality(k.mean) = ${dims}
        and k.episode_id = any(${`{${episodeIds.slice(at, at + 500).join(',')}}`}::bigint[])`);
    for (const { id, mean } of rows) found.set(Number(id), mean);
  }
  return found;
}

/** Keeps mean embeddings of episodes; those there already are replaced. */
export async function keepEmbeddings(tx: Db, rows: (typeof episodeEmbeddings.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(episodeEmbeddings)
    .values(rows)
    .onConflictDoUpdate({
      target: [episodeEmbeddings.episodeId, episodeEmbeddings.feature],
      set: { mean: sql`excluded.mean` },
    });
}
