import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { EfficiencyReport } from './efficiency-report';

export const metadata: Metadata = { title: 'Efficiency' };

export default async function EfficiencyPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<{ panel?: string }>;
}) {
  const { program } = await params;
  const { panel } = await searchParams;
  const panelId = panel && /^\d+$/.test(panel) ? Number(panel) : undefined;
  prefetch(trpc.evaluations.efficiency.queryOptions({ program, panelId }));
  return (
    <Hydrate>
      <EfficiencyReport program={program} panelId={panelId} />
    </Hydrate>
  );
}
