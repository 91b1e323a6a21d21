'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { ConfigurationPageInput } from '@/server/core/matrix/schema';
import type { HeatMeasure } from './fold-figure';
import type { Factors } from './matrix-words';

type Key = 'a' | 'b' | 'measure' | 'levels' | 'only' | 'order' | 'descending' | 'page';

const MEASURES: readonly HeatMeasure[] = ['demonstrations', 'mean', 'sd'];

/** What the page shows, read from its address, and the way to change it there. What the address gets wrong falls back to the default. */
export function useMatrixUrl(factors: Factors, scored: boolean) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const named = (key: string, otherThan?: string) =>
    factors.find((factor) => factor.key === search.get(key) && factor.key !== otherThan);
  const a = named('a') ?? factors.find((factor) => factor.key !== search.get('b')) ?? factors[0];
  const b = named('b', a.key) ?? factors.find((factor) => factor !== a) ?? factors[1];
  const listed = ConfigurationPageInput.safeParse({
    levelIds: search.get('levels')?.split(',').filter(Boolean).map(Number),
    only: search.get('only') ?? undefined,
    order: search.get('order') ?? undefined,
    descending: search.get('descending') === 'yes',
    page: search.has('page') ? Number(search.get('page')) : undefined,
  });
  const set = (part: Partial<Record<Key, string | null>>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(part)) {
      if (value === null || value === '') next.delete(key);
      else next.set(key, value);
    }
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return {
    a,
    b,
    // Without scores only demonstrations can be coloured, whatever an old address says.
    measure: scored ? (MEASURES.find((measure) => measure === search.get('measure')) ?? 'mean') : 'demonstrations',
    list: listed.data ?? ConfigurationPageInput.parse({}),
    set,
  };
}
