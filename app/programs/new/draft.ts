import { productOf } from '@/server/core/matrix/enumerate';
import { factorKeyOf } from '@/server/core/matrix/factor-key';
import { levelsOfLines } from '@/server/core/matrix/paste';
import { MAX_CONFIGURATIONS } from '@/server/core/matrix/schema';
import type { Role } from '@/server/core/people/access';
import { minorDigits } from '@/server/core/program/money';
import { CreateProgramInput } from '@/server/core/program/schema';
import { slugOf } from '@/server/core/program/slug';
import { capOnFactor } from '@/server/core/schedule/cap-on-factor';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { MAX_BATCH } from '@/server/core/schedule/feasibility';

/** What is typed so far, as typed: levels are lines, money is in main units. */
export interface Draft {
  step: number;
  name: string;
  slug: string;
  timeZone: string;
  currency: string;
  perDemonstration: string;
  perRound: string;
  blockSize: number;
  factors: DraftFactor[];
  /** Demonstrations a round usually asks for; the caps are judged at it. */
  batch: number;
  caps: Record<string, DraftCap>;
  people: DraftPerson[];
}

export interface DraftFactor {
  id: string;
  name: string;
  lines: string;
}

export interface DraftCap {
  percent: number | null;
  reason: string;
}

export interface DraftPerson {
  id: string;
  name: string;
  roles: Role[];
}

/** An empty program with the four factors of most teams. */
export function emptyDraft(timeZone: string): Draft {
  return {
    step: 0,
    name: '',
    slug: '',
    timeZone,
    currency: 'USD',
    perDemonstration: '',
    perRound: '',
    blockSize: 5,
    factors: ['Task', 'Object', 'Environment', 'Lighting'].map((name) => ({ id: name, name, lines: '' })),
    batch: 60,
    caps: {},
    people: [],
  };
}

/** Levels of every factor, and how many configurations they make. */
export function matrixOf(draft: Draft): { sizes: number[]; total: number; words: string } {
  const sizes = draft.factors.map((factor) => levelsOfLines(factor.lines).length);
  const total = productOf(sizes);
  return { sizes, total, words: `${sizes.join(' × ')} = ${total.toLocaleString('en')} configurations` };
}

/** One factor (or the key `configuration`) before the caps: which percent stands, and whether it can hold. */
export interface CapQuestion {
  key: string;
  name: string;
  levels: number;
  /** The percent that stands now; null for no cap. */
  percent: number | null;
  /** The percent that would stand without an answer. */
  initial: number | null;
  /** The default cannot hold at the usual batch: the lead has to say what to do. */
  asks: boolean;
  open: boolean;
}

/** Every cap as it stands, for the factors and for one configuration, and which of them still need the lead's answer. */
export function capQuestionsOf(draft: Draft): CapQuestion[] {
  const { sizes, total } = matrixOf(draft);
  const keys = draft.factors.map((factor) => factorKeyOf(factor.name));
  const defaults = standingCaps(keys, []);
  return [
    ...draft.factors.map(({ name }, f) =>
      question(draft, keys[f], name, sizes[f], defaults.perFactor[keys[f]] ?? null),
    ),
    question(draft, 'configuration', 'Any one configuration', Math.min(total, MAX_BATCH), defaults.perConfiguration),
  ];
}

function question(draft: Draft, key: string, name: string, levels: number, initial: number | null): CapQuestion {
  const answer = draft.caps[key];
  const percent = answer ? answer.percent : initial;
  const asks = initial !== null && levels > 1 && !holds(levels, draft, initial);
  const open = percent !== null && levels > 1 && (answer ? !everHolds(levels, draft, percent) : asks);
  return { key, name, levels, percent, initial, asks, open };
}

function holds(levels: number, draft: Draft, percent: number): boolean {
  return capOnFactor(levels, draft.batch, percent, draft.blockSize).feasibility.feasible;
}

function everHolds(levels: number, draft: Draft, percent: number): boolean {
  const found = capOnFactor(levels, draft.batch, percent, draft.blockSize).feasibility;
  return found.feasible || found.nearest.below !== null || found.nearest.above !== null;
}

/** The draft as the server takes it, not yet checked. */
export function inputOf(draft: Draft) {
  const keys = new Set(draft.factors.map((factor) => factorKeyOf(factor.name)));
  return {
    name: draft.name,
    slug: draft.slug.trim() || slugOf(draft.name),
    timeZone: draft.timeZone,
    currency: draft.currency,
    blockSize: draft.blockSize,
    costPerDemonstrationMinor: minorOf(draft.perDemonstration, draft.currency),
    costPerRoundMinor: minorOf(draft.perRound, draft.currency),
    factors: draft.factors.map(({ name, lines }) => ({
      key: factorKeyOf(name),
      name,
      levels: levelsOfLines(lines).map((level) => ({ name: level })),
    })),
    caps: Object.entries(draft.caps).flatMap(([subject, cap]) => (keys.has(subject) ? [{ subject, ...cap }] : [])),
    people: draft.people.map(({ name, roles }) => ({ name, roles })),
  };
}

function minorOf(amount: string, currency: string): number {
  const digits = /^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2;
  return amount.trim() === '' ? 0 : Math.round(Number(amount.replace(',', '.')) * 10 ** digits);
}

/** What stands in the way, by path of the server's input (`factors.0.levels.2.name`). Empty when the draft can be sent. */
export function issuesOf(draft: Draft): Record<string, string> {
  const issues: Record<string, string> = {};
  const parsed = CreateProgramInput.safeParse(inputOf(draft));
  for (const issue of parsed.error?.issues ?? []) issues[issue.path.join('.')] ??= issue.message;
  if (matrixOf(draft).total > MAX_CONFIGURATIONS) {
    issues.factors ??= `The limit is ${MAX_CONFIGURATIONS.toLocaleString('en')} configurations. Merge levels or leave a factor out.`;
  }
  for (const question of capQuestionsOf(draft)) {
    if (question.open) issues[`caps.${question.key}`] = `Say what should hold for ${question.name}.`;
  }
  return issues;
}

/** First words of the paths each step answers for. */
const FIELDS_OF_STEP = [
  ['name', 'slug', 'timeZone', 'currency', 'blockSize', 'costPerDemonstrationMinor', 'costPerRoundMinor'],
  ['factors'],
  ['caps'],
  ['people'],
];

/** The issues of one step. */
export function issuesOfStep(issues: Record<string, string>, step: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(issues).filter(([path]) => FIELDS_OF_STEP[step].includes(path.split('.')[0])),
  );
}
