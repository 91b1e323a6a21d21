import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrate, loaded, trpc } from '@/app/_trpc/server';
import { ImportRecord } from './import-record';

export const metadata: Metadata = { title: 'Import' };

/** One import: its progress while it runs, then what it came to. */
export default async function Page({ params }: { params: Promise<{ program: string; import: string }> }) {
  const { program, import: id } = await params;
  if (!/^\d{1,15}$/.test(id)) notFound();
  await loaded(trpc.imports.show.queryOptions({ program, importId: Number(id) }));
  await loaded(trpc.imports.matching.queryOptions({ program, importId: Number(id) }));
  return (
    <Hydrate>
      <ImportRecord program={program} importId={Number(id)} />
    </Hydrate>
  );
}
