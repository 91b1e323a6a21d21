import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { caller, Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { programKind } from '@/app/_ui/shell/navigation';
import { AnnotatorHome } from './annotator-home';
import { EngineerHome } from './engineer-home';
import { LeadHome } from './lead-home';
import { ManagerHome } from './manager-home';

export const metadata: Metadata = { title: 'Home' };

/** The first page of a program, for the most deciding role one has in it; operators go straight to their work. */
export default async function Home({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { roles, simulation } = await caller.programs.show({ program });
  if (programKind(simulation) === 'experiments') redirect(`/p/${program}/experiments`);
  const has = (role: (typeof roles)[number]) => roles.some((own) => own === role);
  if (has('lead')) {
    prefetch(trpc.home.lead.queryOptions({ program }));
    prefetch(trpc.wall.show.queryOptions({ program }));
    prefetch(trpc.collect.progress.queryOptions({ program }));
    if (simulation) prefetch(trpc.labRounds.show.queryOptions({ program }));
    return (
      <Hydrate>
        <LeadHome program={program} simulated={simulation !== null} />
      </Hydrate>
    );
  }
  if (has('manager')) {
    prefetch(trpc.evaluations.efficiency.queryOptions({ program }));
    prefetch(trpc.collect.progress.queryOptions({ program }));
    return (
      <Hydrate>
        <ManagerHome program={program} />
      </Hydrate>
    );
  }
  if (has('engineer')) {
    prefetch(trpc.home.engineer.queryOptions({ program }));
    return (
      <Hydrate>
        <EngineerHome program={program} />
      </Hydrate>
    );
  }
  if (has('annotator')) {
    prefetch(trpc.recordings.judging.queryOptions({ program }));
    return (
      <Hydrate>
        <AnnotatorHome program={program} />
      </Hydrate>
    );
  }
  redirect(`/p/${program}/today`);
}
