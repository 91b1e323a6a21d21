import { strategies } from '../acquisition/strategies';
import { coverBy } from './cover-by';
import type { Binding, PickReason } from './schema';

/** What people call the things a reason points at. */
export interface ReasonWords {
  /** A configuration, e.g. "pour · red mug · kitchen · dim". */
  configuration(id: number): string;
  /** A factor by its key. */
  factor(key: string): string;
  /** What scores are made of, e.g. "disagreement" or "novelty". */
  score: string;
}

const digits = (value: number) => (value === 0 ? '0' : String(Number(value.toPrecision(3))));

/** Why this block is next, in plain words for the person who records it: one sentence, and one more where a limit chose. */
export function operatorReason(reason: PickReason): string {
  const { kind, failure, interpolated, nearestEvidence, boundBy } = reason;
  const standsIn = boundBy ? ' It stands in for a block that a limit left no room for.' : '';
  switch (kind) {
    case 'pinned':
      return 'Your lead asked for this one.';
    case 'random':
      return 'Picked at random, to keep the comparison honest.';
    case 'coverage':
      if (coverBy(reason) === 'group')
        return `This one stands for a group of configurations that are alike.${standsIn}`;
      if (coverBy(reason) === 'even') return 'Drawn so that every level gets its turn.';
      return nearestEvidence
        ? `Of all that fits, this is furthest from what is recorded.${standsIn}`
        : 'Nothing is recorded yet; this starts to cover the matrix.';
    case 'scored':
      // Reasons stored before it was kept have none.
      if (typeof failure === 'number')
        return `Of ten tries here the robot is expected to fail ${inTen(failure)}, and this teaches it most where it fails.${standsIn}`;
      return interpolated
        ? `The robot was not tried here, but it is unsure where things are alike.${standsIn}`
        : `The robot was tried here and is unsure, and this teaches it what the other blocks do not.${standsIn}`;
  }
}

/** Failures in ten tries, in words. */
function inTen(failure: number): string {
  const tries = Math.round(10 * failure);
  return tries === 0 ? 'less than once' : tries === 1 ? 'about once' : `about ${tries} times`;
}

/** The same for a lead: score and spread, nearest evidence, gain and what a limit turned away. */
export function leadReason(reason: PickReason, words: ReasonWords): string {
  const sentences = [openingSentence(reason, words.score)];
  const { nearestEvidence, gain, boundBy, insteadOf } = reason;
  if (nearestEvidence) {
    const alike = Math.round(nearestEvidence.similarity * 100);
    sentences.push(`Nearest evidence: ${words.configuration(nearestEvidence.configurationId)}, ${alike} % alike.`);
  }
  if (gain !== null) sentences.push(`Gain ${digits(gain)}.`);
  if (boundBy && insteadOf) {
    sentences.push(
      `${bindingSentence(boundBy, words.factor)} Without it: ${words.configuration(insteadOf.configurationId)}, gain ${digits(insteadOf.gain)}.`,
    );
  } else if (boundBy) {
    sentences.push(bindingSentence(boundBy, words.factor));
  }
  return sentences.join(' ');
}

function openingSentence(
  { kind, strategy, score, spread, discount, failure, interpolated }: PickReason,
  measure: string,
): string {
  if (kind === 'pinned') return 'Pinned by hand.';
  if (kind === 'random') return 'Random.';
  if (kind === 'coverage' && strategy === 'k-medoids') return 'Stands for a group, uncertain ones in it counting more.';
  if (kind === 'coverage' && coverBy({ strategy }) === 'group') return 'The middle of a group; scores were not used.';
  if (kind === 'coverage' && coverBy({ strategy }) === 'even') return 'Dealt evenly over levels; scores were not used.';
  if (kind === 'coverage' || score === null) return 'Chosen for coverage; scores were not used.';
  const range = spread === null ? digits(score) : `${digits(score)} ± ${digits(spread)}`;
  const scored = `${measure.charAt(0).toUpperCase()}${measure.slice(1)} ${range}, ${interpolated ? 'interpolated' : 'measured'}`;
  const chosen = `chosen by ${strategies[strategy].title.toLowerCase()}`;
  // Reasons stored before there was a discount or a probability of failure have none.
  if (typeof failure === 'number')
    return `Expected to fail in ${Math.round(100 * failure)} % of tries; ${chosen}. ${scored}.`;
  const counted =
    typeof discount === 'number' && discount < 0.995
      ? `, counted at ${Math.round(100 * discount)} % for the demonstrations already there`
      : '';
  return `${scored}${counted}; ${chosen}.`;
}

/** What a constraint did, with its figure; `name` says what people call a factor. */
export function bindingSentence(binding: Binding, name: (key: string) => string = (key) => key): string {
  switch (binding.kind) {
    case 'level':
      return binding.scarce
        ? `There is only enough of ${binding.level} for ${binding.most} demonstrations.`
        : `The cap of ${binding.most} demonstrations for ${name(binding.factor)} ${binding.level} is reached.`;
    case 'configuration':
      return `A better configuration already has its ${binding.most} demonstrations.`;
    case 'minimum':
      return `Less than the minimum of ${binding.least} demonstrations was left for a better one.`;
    case 'money':
      return 'The money left does not pay for a better one.';
    case 'hours':
      return 'The hours left are too few for a better one.';
    case 'completion':
      return 'A better one would have left the rest of the batch without a place under the caps.';
  }
}
