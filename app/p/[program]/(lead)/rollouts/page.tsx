import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { RolloutsPage } from './rollouts-page';

export const metadata: Metadata = { title: 'Rollouts' };

/** What a policy drives: plans of probe rollouts, evaluations, and the panels they are tried on. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  /** `ask` opens a form: `plan` or `evaluation`. */
  searchParams: Promise<{ ask?: string }>;
}) {
  const [{ program }, { ask }] = await Promise.all([params, searchParams]);
  prefetch(trpc.rollouts.overview.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  prefetch(trpc.checkpoints.list.queryOptions({ program }));
  return (
    <Hydrate>
      <RolloutsPage program={program} ask={ask === 'plan' || ask === 'evaluation' ? ask : null} />
    </Hydrate>
  );
}
