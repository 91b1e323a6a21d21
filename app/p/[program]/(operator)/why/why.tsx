'use client';

import type { ReactNode } from 'react';
import { useLanguage, useSay } from '@/app/_messages/say';
import { EfficiencyCurveChart } from '@/app/_ui/charts/efficiency-curve-chart';
import { ScoreHistogramChart } from '@/app/_ui/charts/score-histogram-chart';
import { PageHead } from '@/app/_ui/page-head';
import classes from './why.module.css';
import { spreadFigure, successFigure } from './why-figures';
import { collectedWords, improvementWords, planWords, unsureWords, type WhyData, whole } from './why-words';

/** Letters of a chart that is read from arm's length, in px. */
const NEAR = 12;

/** Four answers, each a sentence and then its picture: collected, how unsure, what it should change, what plans brought. With larger `letters`, in px, for a wall. */
export function Why({ data, action, letters = NEAR }: { data: WhyData; action?: ReactNode; letters?: number }) {
  const say = useSay();
  const language = useLanguage();
  const { round, scores, improvement, efficiency } = data;
  const far = letters > NEAR;
  const size = { letters, height: far ? 13 * letters : 260 };
  return (
    <>
      <PageHead title={say('reasons.page')} answer={collectedWords(say, data)} action={action} />
      <div className={classes.answers} data-far={far || undefined}>
        {round && (
          <Answer title={say('reasons.collected')}>
            <Share of={say('reasons.collected')} share={round.logged / Math.max(1, round.asked)} language={language} />
          </Answer>
        )}
        <Answer title={say('reasons.improvement')} words={improvementWords(say, language, data)}>
          {improvement?.share != null && (
            <Share of={say('reasons.improvement')} share={improvement.share} language={language} />
          )}
        </Answer>
        <Answer title={say('reasons.unsure')} words={unsureWords(say, language, scores)}>
          {scores && <ScoreHistogramChart figure={spreadFigure(say, language, scores, far)} {...size} />}
        </Answer>
        <Answer title={say('reasons.plan')} words={planWords(say, language, efficiency)}>
          {efficiency.bands.length > 0 && (
            <EfficiencyCurveChart figure={successFigure(say, language, data, far)} {...size} />
          )}
        </Answer>
      </div>
    </>
  );
}

function Answer({ title, words, children }: { title: string; words?: string; children?: ReactNode }) {
  return (
    <section className={classes.answer} aria-label={title}>
      <h2>{title}</h2>
      {words && <p>{words}</p>}
      {children}
    </section>
  );
}

/** A share as a large figure and a bar. */
function Share({ of, share, language }: { of: string; share: number; language: string }) {
  const words = whole(language, share);
  return (
    <div className={classes.share}>
      <strong>{words}</strong>
      <div className={classes.track} role="img" aria-label={`${of}: ${words}`}>
        <div style={{ width: `${Math.min(1, share) * 100}%` }} />
      </div>
    </div>
  );
}
