import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrate, loaded, prefetch, trpc } from '@/app/_trpc/server';
import { ScoringRunPage } from './scoring-run-page';

export const metadata: Metadata = { title: 'Scoring run' };

/** One scoring run: how far it is, and where the policy disagrees with itself. */
export default async function Page({ params }: { params: Promise<{ program: string; run: string }> }) {
  const { program, run } = await params;
  const scoringRunId = Number(run);
  if (!Number.isSafeInteger(scoringRunId)) notFound();
  prefetch(trpc.programs.show.queryOptions({ program }));
  prefetch(trpc.scoring.calibration.queryOptions({ program, scoringRunId }));
  prefetch(trpc.scoring.results.queryOptions({ program, scoringRunId }));
  await loaded(trpc.scoring.show.queryOptions({ program, scoringRunId }));
  return (
    <Hydrate>
      <ScoringRunPage program={program} scoringRunId={scoringRunId} />
    </Hydrate>
  );
}
