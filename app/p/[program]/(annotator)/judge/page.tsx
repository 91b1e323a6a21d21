import type { Metadata } from 'next';
import { Hydrate, loaded, trpc } from '@/app/_trpc/server';
import { JudgeQueue } from './judge-queue';

export const metadata: Metadata = { title: 'Judge' };

/** The next episode worth a person's verdict. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  await loaded(trpc.recordings.judging.queryOptions({ program }));
  return (
    <Hydrate>
      <JudgeQueue program={program} />
    </Hydrate>
  );
}
