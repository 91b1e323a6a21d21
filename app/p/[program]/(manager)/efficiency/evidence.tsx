'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { IntervalDotsChart } from '@/app/_ui/charts/interval-dots-chart';
import { capitalised, percent, significant } from '@/app/_ui/figure';
import { FigureTile } from '@/app/_ui/figure-tile';
import { Section } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import type { EvidenceQuestion } from '@/server/core/evaluation/schema';
import { combinedVerdict } from '@/server/core/evaluation/stopping';
import { calibrationFigure, calibrationSentences } from './calibration-words';
import { CoverageTable } from './coverage-table';
import classes from './efficiency.module.css';
import type { EvidenceData } from './efficiency-answer';
import { RoundTable } from './round-table';

const TOGETHER = {
  stop: 'At least one rule says stop.',
  continue: 'Every rule says go on.',
  undetermined: 'No rule says stop, and not every one can tell.',
} as const;
const STOP = { stop: 'stop', continue: 'go on', undetermined: 'undetermined' } as const;

/** Whose run the rules are held against. */
function judgedWords(judged: EvidenceData['judged']): string {
  if (judged === null) return 'Judged on the run of the current checkpoint, once it is evaluated.';
  return `Judged on one run, ${judged.name}, ${judged.ofCurrent ? 'that of the current checkpoint' : 'the one evaluated last'}.`;
}

/** What stands beside the curves: when to stop, coverage, calibration, rounds and indicators. */
export function Evidence({ program, of }: { program: string; of: EvidenceQuestion }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.evaluations.evidence.queryOptions({ program, ...of }));
  const { queriesPerPoint: queries, utilisation, figuresAboutPersons } = data.indicators;
  const active = data.coverage.find(({ arm }) => arm === 'active');
  const ofExperiments = data.simulation?.experimentsOf !== undefined;
  return (
    <>
      <Section title="When to stop">
        <p>
          <strong>
            {
              TOGETHER[
                combinedVerdict(
                  data.stopping.map((one) => one.advice),
                  'any',
                )
              ]
            }
          </strong>
        </p>
        {data.stopping.map(({ rule, advice }) => (
          <p key={rule} className={classes.advice}>
            <span className={classes.rule}>{capitalised(rule)}</span>
            <StateBadge>{STOP[advice.verdict]}</StateBadge>
            <span>{advice.evidence}</span>
          </p>
        ))}
        <p className={classes.note}>
          {judgedWords(data.judged)} What once said stop goes on saying so until an evaluation surely says otherwise.
          Rota advises, the lead decides.
        </p>
      </Section>
      <Section title={`Does ${data.calibration?.measure ?? 'disagreement'} foretell failure?`}>
        {calibrationSentences(data.calibration).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <IntervalDotsChart figure={calibrationFigure(data.calibration, ofExperiments)} />
      </Section>
      <Section title="What the demonstrations cover">
        <CoverageTable rows={data.coverage} />
      </Section>
      <Section title="What each round was expected to change, and what it gained">
        <RoundTable improvement={data.improvement} ofExperiments={ofExperiments} />
      </Section>
      <Section title="Indicators">
        <div className={classes.tiles}>
          <FigureTile
            label="Demonstrations per point of success"
            value={
              queries?.perPoint
                ? `${significant(queries.perPoint.estimate)} (${significant(queries.perPoint.low)} to ${significant(queries.perPoint.high)})`
                : '–'
            }
            basis={
              queries
                ? `${queries.demonstrations} demonstrations for ${significant(queries.gained.estimate)} points (${significant(queries.gained.low)} to ${significant(queries.gained.high)}), ${queries.gained.n} trials at each end of ${data.judged?.name}${queries.perPoint ? '' : '; the gain may be nothing'}`
                : 'appears after two evaluations of one run'
            }
          />
          <FigureTile
            label="Variety of what was collected"
            value={active?.diversity == null ? '–' : significant(active.diversity)}
            basis={
              active
                ? `1 − mean similarity of ${active.demonstrations} demonstrations, checkpoint ${active.checkpointName}`
                : 'appears with the first evaluated training set that lists its recordings'
            }
          />
          <FigureTile
            label="Operator utilisation"
            value={utilisation ? percent(utilisation.share) : '–'}
            basis={
              utilisation
                ? `time recording by the devices’ timers over time claimed by the server’s clock, ${utilisation.attempts} attempts, ${significant(utilisation.claimedMs / 3_600_000)} h claimed`
                : figuresAboutPersons === 'off'
                  ? 'this program shows no figures about people'
                  : 'appears after the first finished claim'
            }
          />
        </div>
      </Section>
    </>
  );
}
