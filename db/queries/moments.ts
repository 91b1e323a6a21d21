import { and, eq, inArray } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { moments } from '../schema/policies';
import { noteArtifacts } from './checkpoints';

/** Artifact keys of the cached predictions under these keys, by key. */
export async function cachedMoments(db: Db, scope: ProgramScope, keys: readonly string[]) {
  const found = new Map<string, string>();
  for (let at = 0; at < keys.length; at += 1000) {
    const rows = await db
      .select({ key: moments.key, artifactKey: moments.artifactKey })
      .from(moments)
      .where(and(eq(moments.programId, scope.programId), inArray(moments.key, keys.slice(at, at + 1000))));
    for (const row of rows) found.set(row.key, row.artifactKey);
  }
  return found;
}

/** Notes the predictions of one episode in the cache; what is there stays. False when it was there. */
export async function insertMoments(
  tx: Db,
  scope: ProgramScope,
  row: { key: string; episodeId: number; checkpointId: number; artifactKey: string; bytes: number; mediaType: string },
): Promise<boolean> {
  const { bytes, mediaType, ...cached } = row;
  await noteArtifacts(tx, [{ key: row.artifactKey, bytes, mediaType }]);
  const added = await tx
    .insert(moments)
    .values({ programId: scope.programId, ...cached })
    .onConflictDoNothing()
    .returning({ key: moments.key });
  return added.length > 0;
}

/** Artifact key of some predictions cached for a checkpoint; undefined when there are none. */
export async function someMomentsOf(db: Db, scope: ProgramScope, checkpointId: number) {
  const [row] = await db
    .select({ artifactKey: moments.artifactKey })
    .from(moments)
    .where(and(eq(moments.programId, scope.programId), eq(moments.checkpointId, checkpointId)))
    .limit(1);
  return row?.artifactKey;
}
