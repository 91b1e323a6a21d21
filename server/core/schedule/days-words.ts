import { KIND_WORDS } from '../collect/kind-words';
import { EPISODE_KINDS, type EpisodeKind } from '../collect/words';
import type { UnplannedReason } from './day-plan';

/** What the sentence about the days is made of. Counts are recordings of any kind. */
export interface DaysSaid {
  /** Whether any station has a shift. */
  shifts: boolean;
  /** Left to do, what is blocked not counted. */
  left: number;
  blocked: number;
  plannedToday: Readonly<Record<EpisodeKind, number>>;
  stationsToday: number;
  /** Left unfinished by shifts that are over, and the day of the earliest. */
  rolledOver: number;
  rolledFrom: string | null;
  /** The last day that has work; null when nothing is planned. */
  until: string | null;
  unplanned: readonly { why: UnplannedReason; demonstrations: number }[];
}

const UNPLANNED: Record<UnplannedReason, string> = {
  station: 'no station with shifts can set up',
  hours: 'have hours in which no shift is',
  room: 'have no room in the coming shifts',
};

/** A day of the calendar with its weekday, such as "Wed 4 Mar". */
export function dayInWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const part = (of: Intl.DateTimeFormatOptions) => at.toLocaleDateString('en-GB', { ...of, timeZone: 'UTC' });
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric', month: 'short' })}`;
}

/** How the days stand, in one or two sentences. */
export function daysInWords(said: DaysSaid): string {
  if (!said.shifts)
    return 'No station has shifts, so the schedule is not cut into days. Operators take it in its order.';
  const blocked = said.blocked ? ` ${said.blocked} more wait for the lead: they are blocked.` : '';
  if (said.left === 0) return `Nothing is left to do in what is published.${blocked}`;
  const planned = EPISODE_KINDS.reduce((sum, kind) => sum + said.plannedToday[kind], 0);
  const today = planned
    ? `Today: ${recordings(said.plannedToday)} at ${said.stationsToday} station${said.stationsToday === 1 ? '' : 's'}`
    : 'Nothing is planned for today';
  const rolled =
    said.rolledOver && said.rolledFrom ? `, ${said.rolledOver} of them left from ${dayInWords(said.rolledFrom)}` : '';
  const until =
    said.left === planned
      ? '; that is all that can be planned'
      : said.until
        ? `; the ${said.left} left are planned until ${dayInWords(said.until)}`
        : '';
  const not = said.unplanned.map(({ why, demonstrations: count }) => `${count} ${UNPLANNED[why]}`).join(', ');
  return `${today}${rolled}${until}.${not ? ` Not planned: ${not}.` : ''}${blocked}`;
}

/** So many of the one kind there is, or of all kinds and of each: "6 recordings (2 probe rollouts, 4 demonstrations)". */
function recordings(byKind: Readonly<Record<EpisodeKind, number>>): string {
  const kinds = EPISODE_KINDS.filter((kind) => byKind[kind] > 0).reverse();
  const each = kinds.map((kind) => counted(byKind[kind], KIND_WORDS[kind]));
  if (kinds.length === 1) return each[0];
  const all = kinds.reduce((sum, kind) => sum + byKind[kind], 0);
  return `${counted(all, 'recording')} (${each.join(', ')})`;
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
