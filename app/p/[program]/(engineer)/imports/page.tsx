import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ImportsList } from './imports-list';

export const metadata: Metadata = { title: 'Imports' };

/** What was brought in, from where, and what was left out. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.imports.list.queryOptions({ program }));
  return (
    <Hydrate>
      <ImportsList program={program} />
    </Hydrate>
  );
}
