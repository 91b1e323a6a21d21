/** A moment on the clocks of a place: day (YYYY-MM-DD) and minutes after its midnight. */
export interface LocalTime {
  day: string;
  minute: number;
}

/** What the clocks of a time zone show at an instant, seconds cut off. */
export function localTime(now: Date, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The instant at which the clocks of a time zone show it; of a time that a clock change skips, one an hour beside it. */
export function instantOf({ day, minute }: LocalTime, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  let at = wanted;
  for (let again = 0; again < 2; again++) at += wanted - shown(at, timeZone);
  return new Date(at);
}

function shown(at: number, timeZone: string): number {
  const { day, minute } = localTime(new Date(at), timeZone);
  return Date.parse(`${day}T00:00:00Z`) + minute * 60_000 + (at % 60_000);
}

/** Minutes after midnight of a time such as 08:30. */
export function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The time, such as 08:30, that many minutes after midnight. */
export function clockOf(minute: number): string {
  const whole = Math.floor(minute + 1e-9) % 1440;
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
