import { DomainError } from '@/server/core/errors';
import type { RecordingSource } from '@/server/core/recording/source';

/**
 * A way of opening recordings that speaks of files as their sender knows them: what is said of a path below one of
 * `folders` begins behind that folder, where `*` stands for one folder of any name.
 */
export function shortPaths(
  open: (path: string) => Promise<RecordingSource>,
  folders: readonly string[],
): (path: string) => Promise<RecordingSource> {
  const prefix = new RegExp(folders.map((folder) => `${escaped(folder.replace(/\/$/, ''))}/`).join('|'), 'g');
  const short = (text: string) => text.replaceAll(prefix, '');
  const shortly = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(error.fault, short(error.message), error.details);
    }
  };
  return (path) =>
    shortly(async () => {
      const source = await open(path);
      const problems = source.summary.problems.map((problem) => ({
        ...problem,
        file: problem.file && short(problem.file),
        message: short(problem.message),
      }));
      return {
        summary: { ...source.summary, problems },
        attributeColumns: source.attributeColumns,
        attributes: (columns) => shortly(() => source.attributes(columns)),
        signals: (index, features) => shortly(() => source.signals(index, features)),
        videos: (index) => source.videos(index),
        close: () => source.close(),
      };
    });
}

const escaped = (folder: string) => folder.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+');
