/** What is known of one member before a whole scoring run is spent on it. */
export interface MemberProbe {
  readonly name: string;
  /** Hash of the member's file. */
  readonly hash: string;
  /** Un-normalised predictions on the first observations, the same for all members: [frames, horizon · dims]. */
  readonly predictions: ArrayLike<number>;
  /** Recurrent state the graph asks for, by input name; empty for a feed-forward policy. */
  readonly stateInputs: readonly string[];
}

/** One reason against scoring, in a sentence with its figures. */
export interface Objection {
  readonly kind: 'identical' | 'agreement' | 'magnitude' | 'recurrent' | 'notFinite' | 'shape';
  readonly members: readonly string[];
  readonly message: string;
}

/** Members whose typical output differs by more than this factor were not brought to the same units. */
const MAX_RATIO = 30;

/** Members closer than this share of their own magnitude are the same policy in other bytes. */
const SAME_SHARE = 1e-6;

/** Root mean square. */
function magnitude(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / Math.max(values.length, 1));
}

/** Root mean square of the differences between two members. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return magnitude(Float64Array.from(a, (value, i) => value - b[i]));
}

const figure = (value: number) => Number(value.toPrecision(3)).toString();

function* identicalFiles(members: readonly MemberProbe[]): Generator<Objection> {
  for (const hash of new Set(members.map((member) => member.hash))) {
    const names = members.filter((member) => member.hash === hash).map(({ name }) => name);
    if (names.length < 2) continue;
    yield {
      kind: 'identical',
      members: names,
      message:
        `${names.join(' and ')} are the same file (SHA-256 ${hash.slice(0, 12)}…), so they cannot disagree. ` +
        'Train members with different seeds or data.',
    };
  }
}

function* unusableOutputs(members: readonly MemberProbe[]): Generator<Objection> {
  for (const { name, predictions, stateInputs } of members) {
    if (stateInputs.length > 0)
      yield {
        kind: 'recurrent',
        members: [name],
        message:
          `${name} carries state from step to step (${stateInputs.join(', ')}); its answer to one observation depends on ` +
          'those before. Post recorded predictions instead.',
      };
    const bad = Array.from(predictions).filter((value) => !Number.isFinite(value)).length;
    if (bad > 0)
      yield {
        kind: 'notFinite',
        members: [name],
        message:
          `${bad} of the first ${predictions.length} values that ${name} predicts are not finite numbers. ` +
          'Check its input mapping and its statistics.',
      };
    if (predictions.length !== members[0].predictions.length)
      yield {
        kind: 'shape',
        members: [members[0].name, name],
        message:
          `${name} predicts ${predictions.length} values for the first observations, ${members[0].name} ` +
          `${members[0].predictions.length}. Members of one checkpoint share chunk length and action space.`,
      };
  }
}

function* suspiciousSpread(members: readonly MemberProbe[]): Generator<Objection> {
  const sizes = members.map(({ predictions }) => magnitude(predictions));
  const least = sizes.indexOf(Math.min(...sizes));
  const most = sizes.indexOf(Math.max(...sizes));
  const [small, large] = [members[least], members[most]];
  if (sizes[most] > MAX_RATIO * sizes[least])
    yield {
      kind: 'magnitude',
      members: [small.name, large.name],
      message:
        `${large.name} predicts actions of about ${figure(sizes[most])}, ${small.name} of about ${figure(sizes[least])}` +
        (sizes[least] > 0 ? `: ${figure(sizes[most] / sizes[least])} times as large. ` : '. ') +
        'Their outputs are not in the same units; set the output statistics of each member, or "already un-normalised".',
    };
  for (let i = 0; i < members.length; i++)
    for (let j = i + 1; j < members.length; j++) {
      if (members[i].hash === members[j].hash) continue;
      const apart = distance(members[i].predictions, members[j].predictions);
      if (apart > SAME_SHARE * Math.max(sizes[i], sizes[j])) continue;
      yield {
        kind: 'agreement',
        members: [members[i].name, members[j].name],
        message:
          `${members[i].name} and ${members[j].name} predict the same actions: they differ by ${figure(apart)} at a ` +
          `typical size of ${figure(Math.max(sizes[i], sizes[j]))}. Without any disagreement nothing can be scored.`,
      };
    }
}

/**
 * Objections against scoring with these members, from their files and their first predictions; none means go on.
 * Files that are the same, recurrent graphs, outputs that are not finite or of different length, magnitudes more than
 * {@link MAX_RATIO}-fold apart, and members that agree to rounding. O(members² · values).
 */
export function preflight(members: readonly MemberProbe[]): Objection[] {
  const unusable = [...identicalFiles(members), ...unusableOutputs(members)];
  const comparable = unusable.every(({ kind }) => kind === 'identical' || kind === 'recurrent');
  return comparable && members.length > 1 ? [...unusable, ...suspiciousSpread(members)] : unusable;
}
