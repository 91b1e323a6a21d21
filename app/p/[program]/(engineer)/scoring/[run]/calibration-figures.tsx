'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent, significant } from '@/app/_ui/figure';
import { FigureTile } from '@/app/_ui/figure-tile';
import { Section } from '@/app/_ui/page-head';
import classes from '../scoring.module.css';
import type { Calibration } from '../scoring-words';

type Skill = Calibration['whole'];
type Bin = NonNullable<Calibration['reliability']>['bins'][number] & { bin: number };

const BINS: Column<Bin>[] = [
  { key: 'bin', head: 'Group, lowest score first', numeric: true, cell: (row) => row.bin },
  { key: 'count', head: 'Rollouts', numeric: true, cell: (row) => row.count },
  { key: 'predicted', head: 'Failures predicted', numeric: true, cell: (row) => percent(row.predicted) },
  { key: 'observed', head: 'Failures observed', numeric: true, cell: (row) => percent(row.observed) },
];

/** Whether high scores mean failure, on the random reserve alone. */
export function CalibrationFigures({
  program,
  scoringRunId,
  measure,
}: {
  program: string;
  scoringRunId: number;
  measure: string;
}) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.scoring.calibration.queryOptions({ program, scoringRunId }));
  return (
    <Section title="Can the score be trusted?">
      {data ? (
        <Found calibration={data} measure={measure} />
      ) : (
        <EmptyState title="Nothing to judge it by yet">
          Scores are judged on the random reserve alone: rollouts of configurations that a published schedule picked at
          random, with a known outcome. There are none among these rollouts.
        </EmptyState>
      )}
    </Section>
  );
}

function Found({ calibration, measure }: { calibration: Calibration; measure: string }) {
  const { rollouts, configurations, failures, whole, first, threshold, ceiling, reliability } = calibration;
  const bins = reliability?.bins.map((bin, i) => ({ ...bin, bin: i + 1 })) ?? [];
  return (
    <>
      <p>
        On {rollouts} rollouts of {configurations} configurations of the random reserve, {failures} of them failures.
      </p>
      <div className={classes.tiles}>
        <SkillTile label="Whole rollout" skill={whole} />
        <SkillTile label="First decision alone" skill={first} />
        <FigureTile
          label="Conformal threshold"
          value={threshold ? significant(threshold.threshold) : 'unknown'}
          basis={
            threshold
              ? `${percent(threshold.level)} of successes stay at or below; from ${threshold.rollouts} successes`
              : 'needs 9 successes in the reserve'
          }
        />
        <FigureTile
          label="Ceiling of any correlation"
          value={ceiling === null ? 'unknown' : ceiling.toFixed(2)}
          basis={
            ceiling === null ? 'needs 3 configurations with repeated rollouts' : 'from halves of repeated rollouts'
          }
        />
      </div>
      {reliability && (
        <>
          <p>
            Failures predicted from {measure} by a fit to other configurations, against those observed: they differ by{' '}
            {percent(reliability.error)} on average.
          </p>
          <DataTable
            caption="Predicted and observed failures, in bins of equal count from low to high scores"
            columns={BINS}
            rows={bins}
            rowKey={(row) => row.bin}
            pageSize={10}
            empty={null}
          />
        </>
      )}
    </>
  );
}

function SkillTile({ label, skill: { auroc, spearman } }: { label: string; skill: Skill }) {
  const correlation = spearman === null ? 'rank correlation unknown' : `rank correlation ${spearman.toFixed(2)}`;
  return (
    <FigureTile
      label={label}
      value={auroc ? auroc.auroc.toFixed(2) : 'unknown'}
      basis={
        auroc
          ? `AUROC, ${percent(auroc.level)} interval ${auroc.low.toFixed(2)} to ${auroc.high.toFixed(2)}; ${correlation}`
          : `AUROC needs a failure and a success; ${correlation}`
      }
    />
  );
}
