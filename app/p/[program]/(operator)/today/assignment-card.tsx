'use client';

import { IconCheck } from '@tabler/icons-react';
import type { inferRouterOutputs } from '@trpc/server';
import { type Say, useSay } from '@/app/_messages/say';
import { CopyCode } from '@/app/_ui/copy-code';
import { LevelPicture } from '@/app/_ui/level-chip';
import { SetupChange } from '@/app/_ui/setup-change';
import type { StartCard } from '@/server/core/collect/start-cards';
import { coverBy } from '@/server/core/schedule/cover-by';
import type { PickReason } from '@/server/core/schedule/schema';
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
  const before = onTable && new Map(onTable.map(({ factor, name }) => [factor, name]));
  const changed = assignment.levels.filter(({ factor, name }) => before && before.get(factor) !== name);
  const stays = assignment.levels.filter((level) => !changed.includes(level));
  return (
    <article className={classes.card} aria-label={say('assignment', { id: assignment.id })}>
      <div className={classes.kind}>
        <span>
          {[
            kindWords(say, assignment),
            assignment.acceptFailures && assignment.kind === 'demonstration' && say('kind.failures'),
            assignment.person && say('kind.given'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className={classes.recorder}>
          {say('recorder')}{' '}
          <CopyCode
            code={assignment.instruction}
            words={{ copy: say('recorder.copy'), copied: say('recorder.copied') }}
          />
        </span>
      </div>
      <h2 className={classes.instruction}>{assignment.instruction}</h2>
      {before && (
        <section aria-label={say('setup.what')}>
          {changed.length > 0 ? (
            <SetupChange
              changes={changed.map(({ factor, factorName, name, picture, setupNote }) => ({
                factor: factorName,
                from: before.get(factor) ?? null,
                to: name,
                pictureUrl: pictureUrl(program, picture),
                note: setupNote,
              }))}
              words={{
                change: (factor) => say('setup.change', { factor }),
                to: say('setup.to'),
                nothing: say('setup.nothing'),
              }}
            />
          ) : (
            <p className={classes.leave}>
              <IconCheck size={28} aria-hidden /> {say('setup.leave')}
            </p>
          )}
        </section>
      )}
      {stays.length > 0 && (
        <ul className={classes.levels} data-beside={changed.length > 0 || undefined} aria-label={say('setup')}>
          {stays.map((level) => (
            <li key={level.factor} className={classes.level}>
              <LevelPicture level={level.name} pictureUrl={pictureUrl(program, level.picture)} />
              <span>
                <span className={classes.quiet}>
                  {changed.length > 0 ? say('setup.keep', { factor: level.factorName }) : level.factorName}
                </span>
                <strong>{level.name}</strong>
                {level.setupNote && <span className={classes.note}>{level.setupNote}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {startCard && <StartCardView card={startCard} />}
      <p className={classes.why}>
        <strong>{say('why')}</strong> {whyWords(say, assignment)}
      </p>
    </article>
  );
}

/** What kind of recording it is, and which policy drives. */
export function kindWords(say: Say, { kind, policy }: Pick<WordedAssignment, 'kind' | 'policy'>): string {
  return say(`kind.${kind}`, { policy: policy ?? say('kind.policy') });
}

/** Why this one, from the stored reason; where a limit chose, that too. */
function whyWords(say: Say, { kind, pick: { kind: drawn, reason } }: WordedAssignment): string {
  if (kind === 'evaluation_trial') return say('why.trial');
  if (kind === 'probe_rollout' && drawn !== null) return say(drawn === 'random' ? 'why.probe.random' : 'why.probe');
  if (!reason || reason.kind === 'pinned') return say('why.asked');
  if (reason.kind === 'random') return say('why.random');
  const chosen =
    reason.kind === 'coverage'
      ? coverWords(say, reason)
      : typeof reason.failure === 'number'
        ? say('why.fails', { tries: Math.round(10 * reason.failure) })
        : say(reason.interpolated ? 'why.untried' : 'why.unsure');
  return reason.boundBy ? `${chosen} ${say('why.standsIn')}` : chosen;
}

/** Why one that covers: scores have no say in it, or next to none. */
function coverWords(say: Say, reason: PickReason): string {
  const by = coverBy(reason);
  if (by !== 'far') return say(by === 'group' ? 'why.group' : 'why.even');
  return say(reason.nearestEvidence ? 'why.far' : 'why.first');
}
