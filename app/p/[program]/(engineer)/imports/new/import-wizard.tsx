'use client';

import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { PageHead } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { TableSkeleton } from '@/app/_ui/skeletons';
import { type Step, StepperFrame } from '@/app/_ui/stepper-frame';
import { blockedBy, type Draft, draftOf, type ImportSource, type Inspection, mappingOf, type Preview } from './draft';
import { MappingStep } from './mapping-step';
import { PreviewStep } from './preview-step';
import { ReportStep, reportWords } from './report-step';
import { SourceStep } from './source-step';

const NEXT = ['Continue', 'Map it', 'Preview', 'Import'];

/** From a file to an import in four steps. Nothing is written before the last button. */
export function ImportWizard({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [step, setStep] = useState(0);
  const [source, setSource] = useState<ImportSource | null>(null);
  const [seen, setSeen] = useState<Inspection | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const inspect = useMutation(trpc.imports.inspect.mutationOptions());
  const preview = useMutation(trpc.imports.preview.mutationOptions());
  const start = useMutation(
    trpc.imports.start.mutationOptions({
      onSuccess: ({ importId }) => router.push(`/p/${program}/imports/${importId}`),
    }),
  );
  const change = (part: Partial<Draft>) => setDraft((before) => before && { ...before, ...part });

  const choose = (chosen: ImportSource) => {
    setSource(chosen);
    inspect.mutate(
      { program, source: chosen },
      {
        onSuccess(found) {
          setSeen(found);
          setDraft(draftOf(found));
          setStep(1);
        },
      },
    );
  };
  const readColumn = (name: string) => {
    if (!source || !seen || seen.columns.some((column) => column.name === name)) return;
    const columns = [...seen.columns.map((column) => column.name), name];
    inspect.mutate({ program, source, columns }, { onSuccess: setSeen });
  };
  const next = () => {
    if (step < 2) setStep(step + 1);
    if (step === 2 && source && draft) {
      preview.mutate({ program, source, mapping: mappingOf(draft) });
      setStep(3);
    }
    if (step === 3 && source && draft)
      start.mutate({ program, source, mapping: mappingOf(draft), createLevels: draft.createLevels });
  };
  const error = step === 3 ? (start.error ?? preview.error) : inspect.error;
  return (
    <>
      <PageHead
        title="Import recordings"
        answer={
          seen ? `${seen.name}: ${reportWords(seen)}` : 'What was recorded, and where does it belong in the matrix?'
        }
      />
      <StepperFrame
        label="Import recordings"
        steps={stepsOf(seen, draft, preview.data)}
        current={step}
        onStep={setStep}
        onNext={next}
        nextLabel={NEXT[step]}
        blocked={blockedAt(step, seen, draft, preview.isSuccess)}
        pending={inspect.isPending || preview.isPending || start.isPending}
      >
        {error && <Problem what={error.message} kept="Nothing was imported." />}
        {step === 0 && <SourceStep program={program} pending={inspect.isPending} onChoose={choose} />}
        {step === 1 && seen && <ReportStep seen={seen} />}
        {step === 2 && seen && draft && (
          <MappingStep program={program} seen={seen} draft={draft} change={change} onColumn={readColumn} />
        )}
        {step === 3 && preview.isPending && <TableSkeleton rows={5} columns={4} />}
        {step === 3 && seen && draft && preview.data && (
          <PreviewStep
            seen={seen}
            preview={preview.data}
            draft={draft}
            mayAddLevels={shown.roles.includes('lead')}
            onCreateLevels={(createLevels) => change({ createLevels })}
          />
        )}
      </StepperFrame>
    </>
  );
}

function blockedAt(step: number, seen: Inspection | null, draft: Draft | null, previewed: boolean): string | null {
  if (step === 0) return seen ? null : 'Choose a recording.';
  if (step === 1) return seen?.episodes === 0 ? 'There is no readable episode to import.' : null;
  if (step === 2) return draft && blockedBy(draft);
  return previewed ? null : 'Looking where the episodes land …';
}

function stepsOf(seen: Inspection | null, draft: Draft | null, preview: Preview | undefined): Step[] {
  return [
    { label: 'Recording', decided: seen?.name },
    { label: 'Dry run', decided: seen ? `${seen.episodes.toLocaleString('en')} episodes` : undefined },
    { label: 'Mapping', decided: draft?.kind === 'probe_rollout' ? 'probe rollouts' : 'demonstrations' },
    { label: 'Preview and import', decided: preview && `${preview.mapped} placed` },
  ];
}
