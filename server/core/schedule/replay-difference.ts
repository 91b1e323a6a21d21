import type { Proposal } from './propose';
import type { PickReason, ProposalSummary } from './schema';

/** A decision as it was stored: its picks in order of selection, and what they come to. */
export interface StoredDecision {
  readonly picks: readonly {
    readonly configurationId: number;
    readonly demonstrations: number;
    readonly reason: PickReason;
  }[];
  readonly summary: ProposalSummary;
}

/** One field that is not the same; texts are JSON, "absent" where one side has no such pick or field. */
export interface ReplayDifference {
  /** Place in the order of selection, from 1; null for the summary. */
  readonly pick: number | null;
  readonly field: string;
  readonly stored: string;
  readonly replayed: string;
}

const ABSENT = 'absent';
/** The field of a pick that only one side has. */
const WHOLE = 'pick';

/** Every field in which a replayed proposal departs from the stored one, pick by pick, the summary last. O(picks). */
export function replayDifferences(stored: StoredDecision, replayed: Proposal): ReplayDifference[] {
  const length = Math.max(stored.picks.length, replayed.picks.length);
  const ofPicks = Array.from({ length }, (_, at) => {
    const found = departures('', fieldsOf(stored.picks[at]), fieldsOf(replayed.picks[at]));
    return found.map((difference) => ({ pick: at + 1, ...difference }));
  });
  // What is stored beside the summary of the decision is no part of it.
  const kept = new Map<string, unknown>(Object.entries(stored.summary));
  const ofSummary = Object.entries(replayed.summary).flatMap(([field, value]) =>
    departures(field, kept.get(field), value),
  );
  return [...ofPicks.flat(), ...ofSummary.map((difference) => ({ pick: null, ...difference }))];
}

/**
 * Names of the fields that the stored decision does not have, when that is all that differs: it was stored before they were
 * kept, and the decision is the same. Null where anything else differs, or nothing.
 */
export function addedSince(differences: readonly ReplayDifference[]): string[] | null {
  const absent = differences.filter(({ field, stored }) => stored === ABSENT && field !== WHOLE);
  return absent.length > 0 && absent.length === differences.length
    ? [...new Set(absent.map(({ field }) => field))]
    : null;
}

function fieldsOf(pick: StoredDecision['picks'][number] | undefined) {
  if (!pick) return undefined;
  const { configurationId, demonstrations, reason } = pick;
  return { configurationId, demonstrations, reason };
}

const textOf = (value: unknown) => (value === undefined ? ABSENT : JSON.stringify(value));
const partsOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;

function departures(field: string, stored: unknown, replayed: unknown): Omit<ReplayDifference, 'pick'>[] {
  const [a, b] = [partsOf(stored), partsOf(replayed)];
  if (a && b) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => departures(field ? `${field}.${key}` : key, a[key], b[key]));
  }
  if (stored === replayed) return [];
  return [{ field: field || WHOLE, stored: textOf(stored), replayed: textOf(replayed) }];
}
