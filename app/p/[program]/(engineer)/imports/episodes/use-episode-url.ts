'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { EpisodePageInput } from '@/server/core/recording/schema';

const NUMBERS = { configuration: 'configurationId', dataset: 'datasetId', import: 'importId', page: 'page' } as const;

type Key = keyof typeof NUMBERS | 'kind' | 'outcome' | 'mapped';

/** Filters of the list, read from the address, and the way to change them there; another filter starts at page one. */
export function useEpisodeUrl() {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const numbers = Object.entries(NUMBERS).flatMap(([key, name]) =>
    search.has(key) ? [[name, Number(search.get(key))]] : [],
  );
  const asked = EpisodePageInput.safeParse({
    ...Object.fromEntries(numbers),
    kind: search.get('kind') ?? undefined,
    outcome: search.get('outcome') ?? undefined,
    mapped: search.has('mapped') ? search.get('mapped') === 'yes' : undefined,
  });
  const set = (part: Partial<Record<Key, string>>) => {
    const next = new URLSearchParams(search);
    if (!('page' in part)) next.delete('page');
    for (const [key, value] of Object.entries(part)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return { filter: asked.data ?? EpisodePageInput.parse({}), set };
}
