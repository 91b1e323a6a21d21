import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrate, loaded, prefetch, trpc } from '@/app/_trpc/server';
import { ProbePlanPage } from './probe-plan-page';

export const metadata: Metadata = { title: 'Probe plan' };

/** One plan of probe rollouts, proposed or published: what was drawn and how it covers each level. */
export default async function Page({ params }: { params: Promise<{ program: string; plan: string }> }) {
  const { program, plan } = await params;
  if (!/^\d{1,15}$/.test(plan)) notFound();
  const probePlanId = Number(plan);
  prefetch(trpc.programs.show.queryOptions({ program }));
  await loaded(trpc.rollouts.plan.queryOptions({ program, probePlanId }));
  return (
    <Hydrate>
      <ProbePlanPage program={program} probePlanId={probePlanId} />
    </Hydrate>
  );
}
