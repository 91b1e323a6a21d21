import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { RegisterCheckpoint } from './register-checkpoint';

export const metadata: Metadata = { title: 'Register checkpoint' };

export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.runs.list.queryOptions({ program }));
  prefetch(trpc.checkpoints.confirmed.queryOptions({ program }));
  prefetch(trpc.checkpoints.features.queryOptions({ program }));
  return (
    <Hydrate>
      <RegisterCheckpoint program={program} />
    </Hydrate>
  );
}
