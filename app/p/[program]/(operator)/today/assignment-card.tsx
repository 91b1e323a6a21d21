import type { inferRouterOutputs } from '@trpc/server';
import { CopyCode } from '@/app/_ui/copy-code';
import { LevelPicture } from '@/app/_ui/level-chip';
import { SetupChange } from '@/app/_ui/setup-change';
import type { AppRouter } from '@/server/routers';
import { pictureUrl } from '../../picture-url';
import classes from './today.module.css';

export type TodayData = inferRouterOutputs<AppRouter>['collect']['today'];
export type WordedAssignment = TodayData['next'][number];
type Levels = WordedAssignment['levels'];

const KINDS = {
  demonstration: 'Demonstration',
  probe_rollout: 'Probe rollout: the policy drives',
  evaluation_trial: 'Evaluation trial: the policy drives, on the panel',
} as const;

/** One assignment: what the recorder is told, what to change on the table, every level with its picture, and why. */
export function AssignmentCard({
  program,
  assignment,
  onTable,
}: {
  program: string;
  assignment: WordedAssignment;
  onTable: Levels | null;
}) {
  const partsOf = (levels: Levels) =>
    levels.map((level) => ({
      factor: level.factorName,
      level: level.name,
      pictureUrl: pictureUrl(program, level.picture),
    }));
  return (
    <article className={classes.card} aria-label={`Assignment ${assignment.id}`}>
      <p className={classes.kind}>
        {KINDS[assignment.kind]}
        {assignment.acceptFailures && ' · failures count here too'}
        {assignment.person && ' · given to you by your lead'}
      </p>
      <h2 className={classes.instruction}>{assignment.instruction}</h2>
      <p className={classes.recorder}>
        For the recorder <CopyCode code={assignment.instruction} label="instruction" />
      </p>
      {onTable && (
        <section aria-label="What to change">
          <SetupChange before={partsOf(onTable)} after={partsOf(assignment.levels)} />
        </section>
      )}
      <ul className={classes.levels} aria-label="Set-up">
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
      <p className={classes.why}>
        <strong>Why this one?</strong> {assignment.why}
      </p>
    </article>
  );
}
