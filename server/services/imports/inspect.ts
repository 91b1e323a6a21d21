import { factorsOf } from '@/db/queries/matrix';
import { outcomesOf, profileOf, shortList, taskProfile } from '@/server/core/recording/describe';
import { fingerprintFeatures } from '@/server/core/recording/fingerprint';
import { guessMapping } from '@/server/core/recording/guess-mapping';
import type { InspectImportInput } from '@/server/core/recording/schema';
import type { RecordingSource } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';
import { sourcePath } from './source-path';

/** The dry run of an import: what the recording holds, what is wrong with it, and guessed rules per factor, to be confirmed. Writes nothing. */
export async function inspectImport(ctx: ProgramContext, input: InspectImportInput) {
  const { path, name } = await sourcePath(ctx, input.source);
  const factors = (await factorsOf(ctx.db, ctx.scope)).map((factor) => ({
    key: factor.key,
    name: factor.name,
    levels: factor.levels.map((level) => level.name),
  }));
  const source = await ctx.recordings.open(path);
  try {
    return {
      name,
      ...(await described(source, input.columns)),
      factors,
      guesses: guessMapping(source.summary, factors),
    };
  } finally {
    await source.close();
  }
}

async function described(source: RecordingSource, columns: readonly string[]) {
  const { summary } = source;
  const { episodes, problems } = summary;
  const lengths = episodes.map(({ length }) => length);
  const wanted = columns.filter((column) => source.attributeColumns.includes(column));
  const byColumn = wanted.length > 0 ? await source.attributes(wanted) : null;
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    format: summary.format,
    version: summary.version,
    robotType: summary.robotType,
    fps: summary.fps,
    episodes: episodes.length,
    frames: summary.frames,
    shortest: lengths.reduce((a, b) => Math.min(a, b), lengths[0] ?? 0),
    longest: lengths.reduce((a, b) => Math.max(a, b), 0),
    features: summary.features,
    fingerprintedBy: fingerprintFeatures(summary.features),
    outcomes: outcomesOf(episodes),
    tasks: taskProfile(summary),
    attributes: summary.attributes.map((name) =>
      profileOf(
        name,
        episodes.map(({ attributes }) => attributes[name]),
      ),
    ),
    attributeColumns: [...source.attributeColumns],
    columns: wanted.map((name) =>
      profileOf(
        name,
        episodes.map(({ index }) => byColumn?.get(index)?.[name]),
      ),
    ),
    errors: errors.length,
    left: new Set(errors.flatMap(({ episode }) => (episode === null ? [] : [episode]))).size,
    problems: shortList(problems),
  };
}
