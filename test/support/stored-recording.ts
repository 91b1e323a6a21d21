import { datasets, imports } from '@/db/schema/recordings';
import type { ImportMapping } from '@/server/core/recording/schema';
import type { ProgramContext } from '@/server/services/context';

/** A mapping that names nothing and states nothing of factors. */
export const plainMapping = (kind: ImportMapping['kind']): ImportMapping => ({
  kind,
  checkpointId: null,
  robotId: null,
  operatorId: null,
  stationId: null,
  outcome: { from: 'recording' },
  factors: {},
});

/** Puts a recording without files into the store, for episodes to belong to. */
export async function storedRecording(
  { db, scope: { programId } }: ProgramContext,
  { name, kind, sourceId = name }: { name: string; kind: ImportMapping['kind']; sourceId?: string },
): Promise<{ datasetId: number; importId: number }> {
  const [dataset] = await db
    .insert(datasets)
    .values({ programId, name, format: 'manifest', version: '', location: '/data', sourceId, features: [] })
    .returning();
  const [imported] = await db
    .insert(imports)
    .values({ programId, path: '', name, mapping: plainMapping(kind) })
    .returning();
  return { datasetId: dataset.id, importId: imported.id };
}
