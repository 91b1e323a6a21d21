import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ImportWizard } from './import-wizard';

export const metadata: Metadata = { title: 'Import recordings' };

/** From a file to episodes with configurations: source, dry run, mapping, import. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.imports.folder.queryOptions({ program, path: '' }));
  prefetch(trpc.imports.choices.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <ImportWizard program={program} />
    </Hydrate>
  );
}
