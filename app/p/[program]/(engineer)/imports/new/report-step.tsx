'use client';

import { Section } from '@/app/_ui/page-head';
import classes from '../imports.module.css';
import { ProblemList } from '../problem-list';
import type { Inspection } from './draft';

const FORMATS = {
  'lerobot-v2.1': 'LeRobot v2.1',
  'lerobot-v3.0': 'LeRobot v3.0',
  robomimic: 'robomimic HDF5',
  manifest: 'a list of episodes without signals',
} as const satisfies Record<Inspection['format'], string>;

const n = (value: number) => value.toLocaleString('en');

/** What the dry run found, in words. */
export function reportWords(seen: Inspection): string {
  const robot = seen.robotType ? ` of ${seen.robotType}` : '';
  return `${n(seen.episodes)} readable episodes${robot}, ${n(seen.frames)} frames, ${FORMATS[seen.format]}.`;
}

/** The dry run: what is there, what is known of outcomes, what is wrong. Nothing has been written. */
export function ReportStep({ seen }: { seen: Inspection }) {
  const { outcomes } = seen;
  const judged = outcomes.success + outcomes.failure;
  return (
    <div className={classes.stack}>
      <dl className={classes.facts}>
        <dt>Length</dt>
        <dd>{seen.episodes > 0 ? `${n(seen.shortest)} to ${n(seen.longest)} frames` : 'no episodes'}</dd>
        <dt>Frame rate</dt>
        <dd>{seen.fps === null ? 'not part of this recording' : `${seen.fps} frames a second`}</dd>
        <dt>Outcomes</dt>
        <dd>
          {judged === 0
            ? 'unknown for all: the recording does not say, and Rota does not guess'
            : `${n(outcomes.success)} successes, ${n(outcomes.failure)} failures, ${n(outcomes.unknown)} unknown (${outcomes.sources.map(({ source, episodes }) => `${n(episodes)} from ${source}`).join(', ')})`}
        </dd>
        <dt>Tasks</dt>
        <dd>
          {seen.tasks.length === 0
            ? 'none named'
            : seen.tasks
                .map(({ text, episodes }) => `“${text}” (${n(episodes)})`)
                .slice(0, 8)
                .join(', ')}
        </dd>
        <dt>Attributes</dt>
        <dd>
          {seen.attributes.length === 0
            ? 'none'
            : seen.attributes
                .map(({ name, distinct }) => `${name} (${n(distinct)} ${distinct === 1 ? 'value' : 'values'})`)
                .join(', ')}
        </dd>
        <dt>Known again by</dt>
        <dd>
          {seen.fingerprintedBy.length > 0
            ? `index, length and ${seen.fingerprintedBy.join(', ')}`
            : 'name, index and length'}
        </dd>
      </dl>
      <Section title={seen.problems.length === 0 ? 'Integrity: nothing is wrong' : 'Integrity'}>
        {seen.problems.length === 0 ? (
          <p className={classes.quiet}>Files are readable, indices and sums agree.</p>
        ) : (
          <>
            {seen.left > 0 && (
              <p>{n(seen.left)} episodes cannot be read and would be left out; all others can be imported.</p>
            )}
            <ProblemList problems={seen.problems} />
          </>
        )}
      </Section>
      <Section title="Signals">
        <ul className={classes.signals}>
          {seen.features.map(({ name, dtype, shape, readable }) => (
            <li key={name}>
              <code>{name}</code>
              <span className={classes.quiet}>
                {dtype}
                {shape.length > 0 && ` [${shape.join(' × ')}]`}
                {!readable && ', not read here'}
              </span>
            </li>
          ))}
        </ul>
        {seen.features.length === 0 && <p className={classes.quiet}>None: such episodes count but cannot be scored.</p>}
      </Section>
    </div>
  );
}
