import { EpisodePageInput } from '@/server/core/recording/schema';

const NUMBERS = { configuration: 'configurationId', dataset: 'datasetId', import: 'importId', page: 'page' } as const;

/** What an address may say about the list. */
export type EpisodeFilterKey = keyof typeof NUMBERS | 'kind' | 'outcome' | 'mapped';

/** The episodes an address asks for, the same on the server and in the browser; all of them where it makes no sense. */
export function episodeFilterOf(search: URLSearchParams): EpisodePageInput {
  const numbers = Object.entries(NUMBERS).flatMap(([key, name]) =>
    search.has(key) ? [[name, Number(search.get(key))]] : [],
  );
  const asked = EpisodePageInput.safeParse({
    ...Object.fromEntries(numbers),
    kind: search.get('kind') ?? undefined,
    outcome: search.get('outcome') ?? undefined,
    mapped: search.has('mapped') ? search.get('mapped') === 'yes' : undefined,
  });
  return asked.data ?? EpisodePageInput.parse({});
}
