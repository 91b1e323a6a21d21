import { factorsOf } from '@/db/queries/matrix';
import { outcomesOf } from '@/server/core/recording/describe';
import { missingLevels } from '@/server/core/recording/missing-levels';
import type { PreviewImportInput } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';
import { placement, reasonsOf } from './placement';
import { sourcePath } from './source-path';

const SHOWN = 200;

/** What an import under this mapping would do: episodes by configuration, those without one and why, levels it would have to add. Writes nothing. */
export async function previewImport(ctx: ProgramContext, { source: from, mapping }: PreviewImportInput) {
  const { path } = await sourcePath(ctx, from);
  const factors = await factorsOf(ctx.db, ctx.scope);
  const source = await ctx.recordings.open(path);
  try {
    const placed = await placement(ctx, source, mapping);
    const cells = new Map<string, { levels: string[]; episodes: number }>();
    for (const { levels, unmapped } of placed) {
      if (unmapped !== null) continue;
      const names = factors.map(({ key }) => levels[key]);
      const cell = cells.get(JSON.stringify(names));
      if (cell) cell.episodes++;
      else cells.set(JSON.stringify(names), { levels: names, episodes: 1 });
    }
    const missing = missingLevels(
      mapping,
      factors.map(({ key, levels }) => ({ key, levels: levels.map(({ name }) => name) })),
    );
    return {
      episodes: placed.length,
      mapped: placed.filter(({ configurationId }) => configurationId !== null).length,
      configurations: cells.size,
      cells: [...cells.values()].sort((a, b) => b.episodes - a.episodes).slice(0, SHOWN),
      unmapped: reasonsOf(placed).slice(0, SHOWN),
      outcomes: outcomesOf(placed),
      missingLevels: Object.entries(missing).map(([factor, levels]) => ({ factor, levels })),
    };
  } finally {
    await source.close();
  }
}
