'use client';

import type { inferRouterOutputs } from '@trpc/server';
import { type Say, useSay } from '@/app/_messages/say';
import { CopyCode } from '@/app/_ui/copy-code';
import { LevelPicture } from '@/app/_ui/level-chip';
import { SetupChange, type SetupWords } from '@/app/_ui/setup-change';
import type { StartCard } from '@/server/core/collect/start-cards';
import type { AppRouter } from '@/server/routers';
import { pictureUrl } from '../../picture-url';
import { StartCardView } from './start-card';
import classes from './today.module.css';

export type TodayData = inferRouterOutputs<AppRouter>['collect']['today'];
export type WordedAssignment = TodayData['next'][number];
type Levels = WordedAssignment['levels'];

/** One assignment: what the recorder is told, what to change on the table, every level with its picture, and why. */
export function AssignmentCard({
  program,
  assignment,
  onTable,
  startCard,
}: {
  program: string;
  assignment: WordedAssignment;
  onTable: Levels | null;
  startCard: StartCard | null;
}) {
  const say = useSay();
  const partsOf = (levels: Levels) =>
    levels.map((level) => ({
      factor: level.factorName,
      level: level.name,
      pictureUrl: pictureUrl(program, level.picture),
    }));
  return (
    <article className={classes.card} aria-label={say('assignment', { id: assignment.id })}>
      <p className={classes.kind}>
        {[
          say(`kind.${assignment.kind}`),
          assignment.acceptFailures && say('kind.failures'),
          assignment.person && say('kind.given'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <h2 className={classes.instruction}>{assignment.instruction}</h2>
      <p className={classes.recorder}>
        {say('recorder')}{' '}
        <CopyCode
          code={assignment.instruction}
          words={{ copy: say('recorder.copy'), copied: say('recorder.copied') }}
        />
      </p>
      {onTable && (
        <section aria-label={say('setup.what')}>
          <SetupChange before={partsOf(onTable)} after={partsOf(assignment.levels)} words={setupWords(say)} />
        </section>
      )}
      <ul className={classes.levels} aria-label={say('setup')}>
        {assignment.levels.map((level) => (
          <li key={level.factor} className={classes.level}>
            <LevelPicture level={level.name} pictureUrl={pictureUrl(program, level.picture)} />
            <span>
              <span className={classes.quiet}>{level.factorName}</span>
              <strong>{level.name}</strong>
              {level.setupNote && <span className={classes.note}>{level.setupNote}</span>}
            </span>
          </li>
        ))}
      </ul>
      {startCard && <StartCardView card={startCard} />}
      <p className={classes.why}>
        <strong>{say('why')}</strong> {whyWords(say, assignment.pick.reason)}
      </p>
    </article>
  );
}

const setupWords = (say: Say): SetupWords => ({
  leave: say('setup.leave'),
  set: (factor) => say('setup.set', { factor }),
  change: (factor) => say('setup.change', { factor }),
  to: say('setup.to'),
  keep: (parts) => say('setup.keep', { parts }),
  nothing: say('setup.nothing'),
  notApplicable: say('setup.notApplicable'),
});

/** Why this one, from the stored reason; where a limit chose, that too. */
function whyWords(say: Say, reason: WordedAssignment['pick']['reason']): string {
  if (!reason || reason.kind === 'pinned') return say('why.asked');
  if (reason.kind === 'random') return say('why.random');
  const chosen =
    reason.kind === 'coverage'
      ? say(reason.nearestEvidence ? 'why.far' : 'why.first')
      : say(reason.interpolated ? 'why.untried' : 'why.unsure');
  return reason.boundBy ? `${chosen} ${say('why.standsIn')}` : chosen;
}
