import type { inferRouterOutputs } from '@trpc/server';
import { capitalised } from '@/app/_ui/figure';
import { KIND_WORDS } from '@/server/core/collect/kind-words';
import { dayInWords } from '@/server/core/schedule/days-words';
import type { AppRouter } from '@/server/routers';

export type Days = inferRouterOutputs<AppRouter>['days']['show'];
export type Slice = Days['slices'][number];
export type SliceLine = Slice['lines'][number];
export type StationShift = Days['stations'][number]['shifts'][number];

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const EVERY_DAY = 7;

/** A day of the plan with its weekday, as seen from today. */
export function dayWords(day: string, today: string): string {
  return day === today ? `Today, ${dayInWords(day)}` : dayInWords(day);
}

/** When a station is worked at. */
export function shiftWords(shifts: readonly StationShift[]): string {
  if (shifts.length === 0) return 'No shifts: operators here take the schedule in its order.';
  return shifts
    .map(({ name, weekdays, from, to, capacity }) => {
      const days = weekdays.length === EVERY_DAY ? 'every day' : weekdays.map((n) => WEEKDAYS[n - 1]).join(' ');
      return `${name}: ${days} ${from} to ${to}${capacity ? `, ${amount(capacity.amount, capacity.unit)}` : ''}`;
    })
    .join(' · ');
}

/** How full a slice is: what was recorded in its hours and is still planned, against its capacity, or how far beyond it. */
export function capacityWords({ capacity, done, planned, minutes, used }: Slice): string {
  const count = done + planned;
  const recorded = done === 0 ? '' : planned === 0 ? ', all done' : `, ${done} of them done`;
  const left = planned ? `, about ${hours(minutes)} left` : '';
  if (capacity.unit === 'demonstrations')
    return used > 1
      ? `${recordings(count)}${recorded}, ${count - capacity.amount} beyond the ${capacity.amount} of this shift${left}`
      : `${count} of ${recordings(capacity.amount)}${recorded}${left}`;
  const room = hours(capacity.amount * 60);
  const taken = hours(used * capacity.amount * 60);
  return `${recordings(count)}${recorded}; ${used > 1 ? `about ${taken} of work in a shift of ${room}` : `${taken} of ${room}`}`;
}

/** What a line asks for: its levels, and its kind where it is no demonstration. */
export function assignmentWords({ kind, levels }: Pick<SliceLine, 'kind' | 'levels'>): string {
  const set = levels.join(' · ');
  return kind === 'demonstration' ? set : `${capitalised(KIND_WORDS[kind])}: ${set}`;
}

/** Why a line stands where it does, and what was given to whom. */
export function whyWords(line: SliceLine, today: string): string {
  const given = [
    line.person && `for ${line.person}`,
    line.givenShift ? 'given to this shift' : line.givenStation && 'given to this station',
  ].filter(Boolean);
  return [WHY[line.why](line, today), ...given].filter(Boolean).join('; ');
}

const WHY: Record<SliceLine['why'], (line: SliceLine, today: string) => string> = {
  begun: ({ heldBy, leaseLapsed }) =>
    !heldBy ? 'begun' : leaseLapsed ? `begun by ${heldBy}, whose time ran out` : `${heldBy} holds it`,
  continued: () => 'goes on from the shift before, which had no more room',
  unfinished: ({ unfinished }, today) =>
    unfinished ? `left from ${dayWords(unfinished.day, today)} (${unfinished.why})` : 'left from an earlier shift',
  given: () => '',
  hours: () => 'inside the hours of its levels',
  value: ({ kind }) => (kind === 'demonstration' ? 'by value' : 'before demonstrations: the loop waits for it'),
};

const amount = (count: number, unit: 'hours' | 'demonstrations') =>
  unit === 'hours' ? hours(count * 60) : recordings(count);

const recordings = (count: number) => `${count} recording${count === 1 ? '' : 's'}`;

function hours(minutes: number): string {
  const whole = Math.round(minutes);
  const [h, m] = [Math.floor(whole / 60), whole % 60];
  return h === 0 ? `${m} min` : m === 0 ? `${h} h` : `${h} h ${m} min`;
}
