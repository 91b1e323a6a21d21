'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type EpisodeFilterKey, episodeFilterOf } from './episode-filter';

/** Filters of the list, read from the address, and the way to change them there; another filter starts at page one. */
export function useEpisodeUrl() {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const set = (part: Partial<Record<EpisodeFilterKey, string>>) => {
    const next = new URLSearchParams(search);
    if (!('page' in part)) next.delete('page');
    for (const [key, value] of Object.entries(part)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return { filter: episodeFilterOf(new URLSearchParams(search)), set };
}
