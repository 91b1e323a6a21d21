'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { PageHead } from '@/app/_ui/page-head';
import { ConfigurationsSection } from './configurations-section';
import { FoldSection } from './fold-section';
import { HoldsSection } from './holds-section';
import { LevelsSection } from './levels-section';
import { answerOf } from './matrix-words';
import { RulesSection } from './rules-section';

/** The matrix from far (two factors) to near (configurations), then what leads may change about it. */
export function MatrixPage({ program, startsOf }: { program: string; startsOf: number | null }) {
  const trpc = useTRPC();
  const { data: matrix } = useSuspenseQuery(trpc.matrix.show.queryOptions({ program }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const leads = shown.roles.includes('lead');
  return (
    <>
      <PageHead title="Matrix" answer={answerOf(matrix.counts)} />
      {matrix.holds.length > 0 && (
        <HoldsSection program={program} factors={matrix.factors} holds={matrix.holds} leads={leads} />
      )}
      <FoldSection program={program} factors={matrix.factors} scoring={matrix.scoring} />
      <ConfigurationsSection program={program} factors={matrix.factors} measure={matrix.scoring?.measure ?? null} />
      <LevelsSection
        program={program}
        factors={matrix.factors}
        startTemplates={matrix.startTemplates}
        startsOf={startsOf}
        leads={leads}
      />
      <RulesSection program={program} matrix={matrix} leads={leads} />
    </>
  );
}
