import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { EfficiencyReport } from './efficiency-report';
import { questionOf } from './question';

export const metadata: Metadata = { title: 'Efficiency' };

export default async function EfficiencyPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { program } = await params;
  const question = questionOf(await searchParams);
  prefetch(trpc.evaluations.efficiency.queryOptions({ program, ...question }));
  const { panelId, strategy } = question;
  prefetch(trpc.evaluations.evidence.queryOptions({ program, panelId, strategy }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <EfficiencyReport program={program} question={question} />
    </Hydrate>
  );
}
